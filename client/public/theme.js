// Before the first paint: the theme that this browser chose, so that the page does not flash in the other one.
try {
  const theme = localStorage.getItem('tandem.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  document.documentElement.dataset.theme = 'system'
}

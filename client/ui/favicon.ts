/** The mark of public/favicon.svg with a dot in its corner. Made here: it shows what happens while the server is away. */
const WITH_DOT = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="8" fill="#0b6b62"/>
<g fill="none" stroke-width="2.6" stroke-linecap="round">
<path d="M9.5 8h5M9.5 24h5M12 8v16" stroke="#fff"/><path d="M17.5 8h5M17.5 24h5M20 8v16" stroke="#7be3d4"/>
</g><circle cx="25" cy="7" r="7" fill="#f2704a" stroke="#fff" stroke-width="2"/></svg>`

let usual: string | null = null

/** Shows in the tab's icon whether there is news. */
export function showNews(news: boolean): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  if (link === null) return
  usual ??= link.href
  const wanted = news ? `data:image/svg+xml,${encodeURIComponent(WITH_DOT)}` : usual
  if (link.href !== wanted) link.href = wanted
}

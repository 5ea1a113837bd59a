const PROPERTY = '--visible-height'
/** More than this is a person's zooming in, not rounding. */
const ZOOM = 1.01

/**
 * Gives the style sheets, as `--visible-height`, what a phone's keyboard leaves of the page's height, where the browser
 * lays the keyboard over the page. Without one the property is not there. Answers what ends it.
 */
export function followVisibleHeight(): () => void {
  const viewport = window.visualViewport
  const { style } = document.documentElement
  if (viewport === null) return () => undefined
  const look = () => {
    const covered = window.innerHeight - viewport.height > 1 && viewport.scale < ZOOM
    if (!covered) return style.removeProperty(PROPERTY)
    style.setProperty(PROPERTY, `${viewport.height}px`)
    // To bring the caret above the keyboard the browser scrolled the page, which now ends above it anyway.
    window.scrollTo(0, 0)
  }
  viewport.addEventListener('resize', look)
  look()
  return () => {
    viewport.removeEventListener('resize', look)
    style.removeProperty(PROPERTY)
  }
}

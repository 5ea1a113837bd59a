import { onCleanup } from 'solid-js'

/**
 * Keeps the page within what the on-screen keyboard leaves of the window, where the browser lays it over the page
 * instead of making the page smaller: `--visible-height` on the root element, in pixels.
 * @param changed is called when what is visible became higher or lower
 */
export function followVisibleHeight(changed: () => void): void {
  const { visualViewport } = window
  const { style } = document.documentElement
  if (visualViewport === null) return
  const follow = () => {
    // While a person zooms in, the page stays as it is.
    if (visualViewport.scale > 1.01) return
    const height = `${Math.round(visualViewport.height)}px`
    if (style.getPropertyValue('--visible-height') === height) return
    style.setProperty('--visible-height', height)
    // The browser may have moved the page up to show the caret: it fits now.
    window.scrollTo(0, 0)
    requestAnimationFrame(changed)
  }
  visualViewport.addEventListener('resize', follow)
  onCleanup(() => {
    visualViewport.removeEventListener('resize', follow)
    style.removeProperty('--visible-height')
  })
}

import styles from './over_main.module.css'

/**
 * Where what lies over the page for a moment belongs: within the page's main part, as all that is to be read is within
 * a part that has a name, and outside of its layout. For a portal.
 */
export const overMain = () => ({
  mount: document.querySelector('main') ?? document.body,
  ref(holder: Element) {
    holder.setAttribute('class', styles.holder ?? '')
  },
})

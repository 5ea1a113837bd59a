const EVENT_TARGET = `
m addEventListener(type, (event) => void, options?)
m dispatchEvent(event) -> boolean
m removeEventListener(type, listener, options?)`

const NODE = `${EVENT_TARGET}
p childNodes -> NodeList
p firstChild -> Node
p isConnected -> boolean
p lastChild -> Node
p nextSibling -> Node
p nodeName -> string
p nodeType -> number
p nodeValue -> string
p ownerDocument -> Document
p parentElement -> HTMLElement
p parentNode -> Node
p previousSibling -> Node
p textContent -> string
m appendChild(node) -> Node
m cloneNode(deep?) -> Node
m contains(node) -> boolean
m getRootNode(options?) -> Node
m hasChildNodes() -> boolean
m insertBefore(node, before) -> Node
m removeChild(node) -> Node
m replaceChild(node, old) -> Node`

const PARENT = `
p childElementCount -> number
p children -> HTMLCollection
p firstElementChild -> HTMLElement
p lastElementChild -> HTMLElement
m append(...nodes)
m getElementsByClassName(names) -> HTMLCollection
m getElementsByTagName(name) -> HTMLCollection
m prepend(...nodes)
m querySelector(selectors) -> HTMLElement
m querySelectorAll(selectors) -> NodeList
m replaceChildren(...nodes)`

const ELEMENT = `${NODE}${PARENT}
p attributes
p classList -> DOMTokenList
p className -> string
p clientHeight -> number
p clientWidth -> number
p id -> string
p innerHTML -> string
p nextElementSibling -> HTMLElement
p outerHTML -> string
p previousElementSibling -> HTMLElement
p scrollHeight -> number
p scrollLeft -> number
p scrollTop -> number
p scrollWidth -> number
p shadowRoot -> ShadowRoot
p tagName -> string
m after(...nodes)
m animate(keyframes, options?)
m attachShadow(options) -> ShadowRoot
m before(...nodes)
m closest(selectors) -> HTMLElement
m getAttribute(name) -> string
m getBoundingClientRect() -> DOMRect
m hasAttribute(name) -> boolean
m insertAdjacentElement(position, element) -> HTMLElement
m insertAdjacentHTML(position, html)
m matches(selectors) -> boolean
m remove()
m removeAttribute(name)
m replaceWith(...nodes)
m requestFullscreen() -> Promise
m scrollIntoView(options?)
m scrollTo(options)
m setAttribute(name, value)
m setPointerCapture(id)
m toggleAttribute(name, force?) -> boolean`

const HTML_ELEMENT = `${ELEMENT}
p contentEditable -> string
p dataset
p dir -> string
p draggable -> boolean
p hidden -> boolean
p innerText -> string
p lang -> string
p offsetHeight -> number
p offsetLeft -> number
p offsetParent -> HTMLElement
p offsetTop -> number
p offsetWidth -> number
p onchange
p onclick
p oninput
p onkeydown
p style -> CSSStyleDeclaration
p tabIndex -> number
p title -> string
m blur()
m click()
m focus(options?)
m hidePopover()
m showPopover()`

const INPUT = `${HTML_ELEMENT}
p autocomplete -> string
p disabled -> boolean
p form -> HTMLFormElement
p labels -> NodeList
p name -> string
p placeholder -> string
p readOnly -> boolean
p required -> boolean
p selectionEnd -> number
p selectionStart -> number
p type -> string
p validity
p value -> string
m checkValidity() -> boolean
m reportValidity() -> boolean
m select()
m setCustomValidity(message)
m setSelectionRange(start, end)`

const LIST = `
p length -> number
m item(index) -> HTMLElement`

/** The members of a page's objects. */
export const DOM_TYPES: Readonly<Record<string, string>> = {
  EventTarget: EVENT_TARGET,
  Node: NODE,
  Element: ELEMENT,
  HTMLElement: HTML_ELEMENT,
  HTMLDivElement: HTML_ELEMENT,
  HTMLSpanElement: HTML_ELEMENT,
  HTMLInputElement: `${INPUT}
p accept -> string
p checked -> boolean
p files -> FileList
p max -> string
p min -> string
p multiple -> boolean
p pattern -> string
p step -> string
p valueAsDate -> Date
p valueAsNumber -> number
m showPicker()`,
  HTMLTextAreaElement: `${INPUT}
p cols -> number
p rows -> number
p wrap -> string`,
  HTMLSelectElement: `${INPUT}
p options -> HTMLCollection
p selectedIndex -> number
p selectedOptions -> HTMLCollection`,
  HTMLButtonElement: `${HTML_ELEMENT}
p disabled -> boolean
p form -> HTMLFormElement
p name -> string
p type -> string
p value -> string`,
  HTMLFormElement: `${HTML_ELEMENT}
p action -> string
p elements -> HTMLCollection
p method -> string
m checkValidity() -> boolean
m reportValidity() -> boolean
m requestSubmit(button?)
m reset()
m submit()`,
  HTMLAnchorElement: `${HTML_ELEMENT}
p download -> string
p hash -> string
p href -> string
p rel -> string
p target -> string`,
  HTMLImageElement: `${HTML_ELEMENT}
p alt -> string
p complete -> boolean
p height -> number
p naturalHeight -> number
p naturalWidth -> number
p src -> string
p width -> number
m decode() -> Promise`,
  HTMLDialogElement: `${HTML_ELEMENT}
p open -> boolean
p returnValue -> string
m close(value?)
m show()
m showModal()`,
  HTMLCanvasElement: `${HTML_ELEMENT}
p height -> number
p width -> number
m getContext(kind, options?) -> CanvasRenderingContext2D
m toBlob((blob) => void, type?)
m toDataURL(type?) -> string`,
  HTMLVideoElement: `${HTML_ELEMENT}
p currentTime -> number
p duration -> number
p muted -> boolean
p paused -> boolean
p playbackRate -> number
p src -> string
p volume -> number
m pause()
m play() -> Promise`,
  CanvasRenderingContext2D: `
p canvas -> HTMLCanvasElement
p fillStyle -> string
p font -> string
p globalAlpha -> number
p lineCap -> string
p lineWidth -> number
p strokeStyle -> string
p textAlign -> string
m arc(x, y, radius, start, end)
m beginPath()
m clearRect(x, y, width, height)
m closePath()
m drawImage(image, x, y)
m fill()
m fillRect(x, y, width, height)
m fillText(text, x, y)
m lineTo(x, y)
m measureText(text)
m moveTo(x, y)
m restore()
m rotate(angle)
m save()
m scale(x, y)
m setTransform(a, b, c, d, e, f)
m stroke()
m strokeRect(x, y, width, height)
m translate(x, y)`,
  Document: `${NODE}${PARENT}
p activeElement -> HTMLElement
p body -> HTMLElement
p characterSet -> string
p cookie -> string
p defaultView -> Window
p documentElement -> HTMLElement
p forms -> HTMLCollection
p fullscreenElement -> HTMLElement
p head -> HTMLElement
p hidden -> boolean
p location -> Location
p readyState -> string
p referrer -> string
p title -> string
p visibilityState -> string
m createDocumentFragment() -> DocumentFragment
m createElement(name) -> HTMLElement
m createElementNS(namespace, name) -> Element
m createTextNode(text) -> Node
m exitFullscreen() -> Promise
m getElementById(id) -> HTMLElement
m getSelection()
m hasFocus() -> boolean
m importNode(node, deep?) -> Node`,
  DocumentFragment: `${NODE}${PARENT}`,
  ShadowRoot: `${NODE}${PARENT}
p host -> HTMLElement
p innerHTML -> string`,
  NodeList: `${LIST}
m entries() -> Iterator
m forEach((node, index) => void)
m keys() -> Iterator<number>
m values() -> Iterator<HTMLElement>`,
  HTMLCollection: `${LIST}
m namedItem(name) -> HTMLElement`,
  DOMTokenList: `
p length -> number
p value -> string
m add(...tokens)
m contains(token) -> boolean
m forEach((token) => void)
m item(index) -> string
m remove(...tokens)
m replace(token, other) -> boolean
m toggle(token, force?) -> boolean`,
  DOMRect: `
p bottom -> number
p height -> number
p left -> number
p right -> number
p top -> number
p width -> number
p x -> number
p y -> number`,
  CSSStyleDeclaration: `
p background -> string
p backgroundColor -> string
p border -> string
p color -> string
p cssText -> string
p cursor -> string
p display -> string
p flex -> string
p fontFamily -> string
p fontSize -> string
p fontWeight -> string
p gap -> string
p gridTemplateColumns -> string
p height -> string
p left -> string
p margin -> string
p opacity -> string
p overflow -> string
p padding -> string
p position -> string
p textAlign -> string
p top -> string
p transform -> string
p transition -> string
p visibility -> string
p width -> string
p zIndex -> string
m getPropertyValue(name) -> string
m removeProperty(name) -> string
m setProperty(name, value, priority?)`,
}

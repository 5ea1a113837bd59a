const EVENT = `
p bubbles -> boolean
p cancelable -> boolean
p composed -> boolean
p currentTarget -> HTMLElement
p defaultPrevented -> boolean
p isTrusted -> boolean
p target -> HTMLElement
p timeStamp -> number
p type -> string
m composedPath() -> Array
m preventDefault()
m stopImmediatePropagation()
m stopPropagation()`

const KEYS = `
p altKey -> boolean
p ctrlKey -> boolean
p metaKey -> boolean
p shiftKey -> boolean`

const MOUSE = `${EVENT}${KEYS}
p button -> number
p buttons -> number
p clientX -> number
p clientY -> number
p movementX -> number
p movementY -> number
p offsetX -> number
p offsetY -> number
p pageX -> number
p pageY -> number
p relatedTarget -> HTMLElement
p screenX -> number
p screenY -> number`

/** The members of a page's events. */
export const EVENT_TYPES: Readonly<Record<string, string>> = {
  Event: EVENT,
  CustomEvent: `${EVENT}
p detail`,
  MouseEvent: MOUSE,
  PointerEvent: `${MOUSE}
p isPrimary -> boolean
p pointerId -> number
p pointerType -> string
p pressure -> number`,
  WheelEvent: `${MOUSE}
p deltaMode -> number
p deltaX -> number
p deltaY -> number`,
  DragEvent: `${MOUSE}
p dataTransfer -> DataTransfer`,
  KeyboardEvent: `${EVENT}${KEYS}
p code -> string
p isComposing -> boolean
p key -> string
p repeat -> boolean`,
  TouchEvent: `${EVENT}${KEYS}
p changedTouches
p targetTouches
p touches`,
  InputEvent: `${EVENT}
p data -> string
p inputType -> string`,
  FocusEvent: `${EVENT}
p relatedTarget -> HTMLElement`,
  SubmitEvent: `${EVENT}
p submitter -> HTMLElement`,
  MessageEvent: `${EVENT}
p data
p origin -> string
p source`,
  DataTransfer: `
p dropEffect -> string
p effectAllowed -> string
p files -> FileList
p types -> string[]
m getData(format) -> string
m setData(format, data)
m setDragImage(image, x, y)`,
  FileList: `
p length -> number
m item(index) -> File`,
}

/** Whether the keyboard has a ⌘, the key that commands begin with there. */
export const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)

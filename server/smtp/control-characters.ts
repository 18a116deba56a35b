/** What a client sends gets into replies, log lines and headers: none of these may. */
export const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f]/

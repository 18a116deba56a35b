import { expect, test } from 'vitest'
import { looksLikeText, sniffType } from '../../../../server/api/intake/sniff-type.ts'

test.for([
  ['\x89PNG\r\n\x1a\nrest', 'image/png'],
  ['\xff\xd8\xff\xe0', 'image/jpeg'],
  ['GIF89a', 'image/gif'],
  ['RIFF\x01\x02\x03\x04WEBPVP8 ', 'image/webp'],
  ['RIFF\x01\x02\x03\x04WAVE', 'audio/wave'],
  ['%PDF-1.7', 'application/pdf'],
  ['\x00\x00\x00\x20ftypisom', 'video/mp4'],
  [' \n<!DOCTYPE html><p>', 'text/html; charset=utf-8'],
  ['<html lang="en">', 'text/html; charset=utf-8'],
  ['<htmlish>', undefined],
  ['PK\x03\x04', undefined],
  ['GIF', undefined],
  ['plain words', undefined],
  ['', undefined],
] as const)('%j is %j', ([beginning, type]) => {
  expect(sniffType(Buffer.from(beginning, 'latin1'))).toBe(type)
})

test.for([
  ['words\r\n\twords \x1b[1m', true],
  ['größe', true],
  ['', true],
  ['a\x00b', false],
  ['\x01', false],
] as const)('%j looks like a text: %s', ([content, isText]) => {
  expect(looksLikeText(Buffer.from(content))).toBe(isText)
})

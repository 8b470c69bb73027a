/** Requests and answers as a transcript shows them: one line each, short bodies of text in full. */
import type { HttpRequest, HttpResponse } from './exchange.ts'

const LONGEST_TEXT = 500

export function shownRequest({ method, url, headers, body }: HttpRequest): string {
  return `${method} ${url}${fields(headers)}${content(body)}`
}

export function shownResponse({ status, headers, body }: HttpResponse): string {
  return `${status}${fields(headers)}${content(body)}`
}

function fields(headers: Readonly<Record<string, string>> = {}): string {
  return Object.entries(headers)
    .map(([name, value]) => ` | ${name}: ${value}`)
    .join('')
}

function content(body: Uint8Array = Buffer.alloc(0)): string {
  if (body.length === 0) return ''
  const text = Buffer.from(body).toString()
  const readable = body.length <= LONGEST_TEXT && /^[\t\n\r\x20-\x7e]*$/.test(text)
  return ` | ${readable ? text.replaceAll(/\r?\n/g, '⏎') : `[${body.length} bytes]`}`
}

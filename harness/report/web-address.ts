/**
 * An address that may be made into a link: http or https, with every character that ends an attribute or a
 * Markdown link encoded. Undefined for anything else, `javascript:` among it.
 */
export function webAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, href } = new URL(text)
  if (protocol !== 'http:' && protocol !== 'https:') return undefined
  return href.replace(/[()'"<>`]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
}

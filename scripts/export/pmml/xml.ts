/** An element of XML: its name, attributes, and elements or a text inside. */
export interface Element {
  name: string;
  attributes: Readonly<Record<string, string | number | undefined>>;
  children: readonly Element[] | string;
}

export function element(
  name: string,
  attributes: Element['attributes'] = {},
  children: Element['children'] = [],
): Element {
  return { name, attributes, children };
}

/** The text of an element, indented. */
export function render({ name, attributes, children }: Element, indent = ''): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(String(value))}"`],
  );
  const open = `${indent}<${name}${written.join('')}`;
  if (children.length === 0) return `${open}/>`;
  if (typeof children === 'string') return `${open}>${escaped(children)}</${name}>`;
  if (name === 'row') return `${open}>${children.map((child) => render(child)).join('')}</${name}>`;
  return `${open}>\n${children.map((child) => render(child, `${indent}  `)).join('\n')}\n${indent}</${name}>`;
}

/** A character that XML 1.0 cannot hold, also escaped. */
export const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/u;

function escaped(text: string): string {
  return text.replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

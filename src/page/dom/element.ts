type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
type Child = Node | string;

const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element with attributes (`true` writes the bare name; `false` and undefined write nothing) and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const created = document.createElement(tag);
  decorate(created, attributes, children);
  return created;
}

/** An SVG element with attributes and children. */
export function svg(tag: string, attributes: Attributes = {}, ...children: Child[]): SVGElement {
  const created = document.createElementNS(SVG, tag) as SVGElement;
  decorate(created, attributes, children);
  return created;
}

/** The HTML element of the page with this id. @throws {Error} when index.html has none of this kind */
export function byId(id: string): HTMLElement;
export function byId<E extends Element>(id: string, kind: abstract new () => E): E;
export function byId(id: string, kind: abstract new () => Element = HTMLElement): Element {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`index.html has no ${kind.name} #${id}`);
}

function decorate(target: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) target.setAttribute(name, value === true ? '' : String(value));
  }
  target.append(...children);
}

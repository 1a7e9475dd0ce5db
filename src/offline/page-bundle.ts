/** What a page that answers itself holds, as JSON. */
export interface PageBundle {
  /** Variables, as wrangler.toml has them. */
  variables: Readonly<Record<string, unknown>>;
  /** The model files; draws in base64. */
  artifacts: readonly { model: string; variant: string; json: string; draws?: string | undefined }[];
  /** What a build says about the models, by path. */
  texts: Readonly<Record<string, string>>;
  /** A key store with the page's own key, which opens nothing else. */
  keys: Readonly<Record<string, unknown>>;
  key: string;
}

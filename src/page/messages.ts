/** Everything the page says, but what models and the API say themselves. `{name}` stands for a value. */
const ENGLISH = {
  model: 'Model',
  variant: 'Variant',
  asRouted: 'as routed',
  language: 'Language',
  date: 'Date',
  fromDate: '{weekday} (from the date)',
  key: 'API key',
  keyHint: 'Stays in this tab. npm start prints one; npm run keys makes others.',
  predict: 'Predict',
  noMatches: 'Nothing matches; the API will say what is near.',
  waiting: 'Fill in the form and press Predict: the answer comes from the API, with your key.',
  chanceOf: 'chance of',
  odds: 'About {count} of {total} such cases.',
  range: 'Between {low} and {high}, {level} sure.',
  rangeHint:
    'Narrower the more cases like this the model has learned from. It is about the chance, not about what happens.',
  average: 'average {percent}',
  answeredBy: 'answered by {variant}',
  driversTitle: 'What drove it',
  driversHint: 'Odds against an average case. Bars to the right raise the chance, to the left lower it.',
  startsAt: 'Average case',
  endsAt: 'This case',
  others: '{count} more together',
  raises: '{what}: multiplies the odds by {factor}, which raises the chance',
  lowers: '{what}: multiplies the odds by {factor}, which lowers the chance',
  neutral: '{what}: changes nothing',
  heatTitle: 'When it is likely',
  heatHint: 'The same case at other times. Pick a cell to move there; arrow keys work.',
  heatBest: 'Lowest: {best}. Highest: {worst}.',
  thresholdTitle: 'Where to draw the line',
  threshold: 'Treat as “{class}” from',
  decision: 'This case, at {percent}: {class}.',
  flaggedRight: 'of the cases flagged are right (precision)',
  caught: 'of all that were “{class}” are caught (recall)',
  flagged: 'of all cases are flagged',
  calibrationTitle: 'Can you trust the number?',
  calibrationReadout: 'When the model said {from}–{to}, {observed} of {rows} held-out cases were “{class}”.',
  calibrationPlot: 'Calibration: what the model said, across, against what happened, up. {readout}',
  said: 'what the model said',
  happened: 'what happened',
  splitRandom: 'Measured on {rows} cases held out at random; AUC {auc}.',
  splitTime: 'Measured on {rows} later cases; AUC {auc}.',
  curlTitle: 'The same request from a shell',
  curlHint: 'Put your key in the variable API_KEY first.',
  copy: 'Copy',
  copied: 'Copied',
  reference: 'API reference',
  offline: 'The service does not answer. Is it running?',
  unreadable: 'The service answered {status} without saying why.',
  checkFields: 'The API refused {count} of the values; see beside the fields.',
};

export type MessageName = keyof typeof ENGLISH;

const SPANISH: Record<MessageName, string> = {
  model: 'Modelo',
  variant: 'Variante',
  asRouted: 'según la ruta',
  language: 'Idioma',
  date: 'Fecha',
  fromDate: '{weekday} (según la fecha)',
  key: 'Clave de API',
  keyHint: 'No sale de esta pestaña. npm start muestra una; npm run keys crea otras.',
  predict: 'Predecir',
  noMatches: 'Nada coincide; la API dirá qué hay parecido.',
  waiting: 'Rellena el formulario y pulsa Predecir: responde la API, con tu clave.',
  chanceOf: 'probabilidad de',
  odds: 'Unos {count} de cada {total} casos así.',
  range: 'Entre {low} y {high}, con un {level} de seguridad.',
  rangeHint:
    'Más estrecho cuantos más casos así haya aprendido el modelo. Habla de la probabilidad, no de lo que ocurrirá.',
  average: 'media {percent}',
  answeredBy: 'responde {variant}',
  driversTitle: 'Qué lo explica',
  driversHint: 'Cuota frente a un caso medio. A la derecha sube la probabilidad; a la izquierda baja.',
  startsAt: 'Caso medio',
  endsAt: 'Este caso',
  others: 'otros {count} juntos',
  raises: '{what}: multiplica la cuota por {factor} y sube la probabilidad',
  lowers: '{what}: multiplica la cuota por {factor} y baja la probabilidad',
  neutral: '{what}: no cambia nada',
  heatTitle: 'Cuándo es probable',
  heatHint: 'El mismo caso en otros momentos. Elige una casilla para ir allí; también con las flechas.',
  heatBest: 'Mínimo: {best}. Máximo: {worst}.',
  thresholdTitle: 'Dónde poner el límite',
  threshold: 'Tratar como «{class}» desde',
  decision: 'Este caso, con {percent}: {class}.',
  flaggedRight: 'de los casos marcados son ciertos (precisión)',
  caught: 'de todos los «{class}» se detectan (exhaustividad)',
  flagged: 'de todos los casos se marcan',
  calibrationTitle: '¿Es fiable la cifra?',
  calibrationReadout: 'Cuando el modelo dijo {from}–{to}, {observed} de {rows} casos apartados fueron «{class}».',
  calibrationPlot: 'Calibración: lo que dijo el modelo, en horizontal, y lo que ocurrió, en vertical. {readout}',
  said: 'lo que dijo el modelo',
  happened: 'lo que ocurrió',
  splitRandom: 'Medido en {rows} casos apartados al azar; AUC {auc}.',
  splitTime: 'Medido en {rows} casos posteriores; AUC {auc}.',
  curlTitle: 'La misma petición desde una terminal',
  curlHint: 'Pon antes tu clave en la variable API_KEY.',
  copy: 'Copiar',
  copied: 'Copiado',
  reference: 'Referencia de la API',
  offline: 'El servicio no responde. ¿Está en marcha?',
  unreadable: 'El servicio respondió {status} sin decir por qué.',
  checkFields: 'La API rechazó {count} de los valores; véase junto a los campos.',
};

export const LANGUAGES = { en: 'English', es: 'Español' } as const;
export type Language = keyof typeof LANGUAGES;

const MESSAGES: Record<Language, Record<MessageName, string>> = { en: ENGLISH, es: SPANISH };

/** The first of the visitor's languages that the page speaks, or English. */
export function preferredLanguage(wanted: readonly string[]): Language {
  return wanted.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
}

/** Whether the page speaks a language, by its two-letter code. */
export function isLanguage(code: string): code is Language {
  return Object.hasOwn(LANGUAGES, code);
}

/** A message in a language, with its values. */
export function message(language: Language, name: MessageName, values: Record<string, string> = {}): string {
  return MESSAGES[language][name].replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}

/** Puts every text of a page into a language: elements name their message in `data-message`. */
export function translate(root: ParentNode, language: Language): void {
  for (const target of root.querySelectorAll<HTMLElement>('[data-message]')) {
    const { message: name = '' } = target.dataset;
    if (isMessage(name)) target.textContent = message(language, name);
  }
}

function isMessage(name: string): name is MessageName {
  return Object.hasOwn(ENGLISH, name);
}

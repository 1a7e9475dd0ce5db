import { element } from '../dom/element.ts';
import { type Calendar, dateValues } from '../words/calendar.ts';
import { type Language, message } from '../words/messages.ts';
import type { Wording } from '../words/wording.ts';
import type { Control } from './control.ts';
import { frameOf } from './labelled-input.ts';

/** The controls of a calendar: the date, and the weekday, which follows the date unless the visitor says otherwise. */
export interface DateControls {
  controls: Control[];
  /** The date, `YYYY-MM-DD`; empty when there is none. */
  date(): string;
  setDate(date: string): void;
}

/**
 * One field for the date instead of one each for day and month. The weekday follows it; another one that the visitor
 * picks stands, with a note below it, until the date changes.
 */
export function dateControls(calendar: Calendar, wording: Wording, language: Language): DateControls {
  const { month, day, weekday } = calendar;
  const input = element('input', { id: 'date', type: 'date' });
  const select = element('select', { id: `field-${weekday.name}` });
  for (const category of weekday.categories) {
    select.append(element('option', { value: category }, wording.value(weekday.name, category)));
  }
  const frame = frameOf(wording.label(weekday.name), select, select);

  function follow(): void {
    const category = ofDate();
    if (category !== undefined) select.value = category;
    note();
  }

  function note(): void {
    const category = ofDate();
    const remark = select.value === category ? 'fromDate' : 'notOfDate';
    frame.showHint(category && message(language, remark));
  }

  function ofDate(): string | undefined {
    const category = dateValues(calendar, input.value)[weekday.name];
    return category === undefined ? undefined : String(category);
  }
  input.addEventListener('input', follow);
  select.addEventListener('change', note);

  return {
    controls: [
      {
        ...frameOf(message(language, 'date'), input, input),
        fields: [day, month],
        ifEmpty: message(language, 'chooseDate'),
        read: () => {
          const { [weekday.name]: _, ...rest } = dateValues(calendar, input.value);
          return rest;
        },
        write: () => {},
      },
      {
        ...frame,
        fields: [weekday.name],
        read: () => ({ [weekday.name]: select.value }),
        write: ({ [weekday.name]: category }) => {
          if (category !== undefined) select.value = String(category);
          note();
        },
      },
    ],
    date: () => input.value,
    setDate: (date) => {
      input.value = date;
      follow();
    },
  };
}

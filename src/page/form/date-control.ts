import { element } from '../dom/element.ts';
import { type Calendar, dateValues } from '../words/calendar.ts';
import { type Language, message } from '../words/messages.ts';
import type { Wording } from '../words/wording.ts';
import type { Control } from './control.ts';
import { labelledInput } from './labelled-input.ts';

/** The controls of a calendar: the date, and the weekday, which follows the date unless the visitor picks another. */
export interface DateControls {
  controls: Control[];
  /** The date, `YYYY-MM-DD`, or an empty text. */
  date(): string;
  setDate(date: string): void;
}

/**
 * One date input instead of one each for day and month. The weekday follows the date. If the visitor picks another
 * weekday, it stays until the date changes, with a note below it.
 */
export function dateControls(calendar: Calendar, wording: Wording, language: Language): DateControls {
  const { month, day, weekday } = calendar;
  const input = element('input', { id: 'date', type: 'date' });
  const select = element('select', { id: `field-${weekday.name}` });
  for (const category of weekday.categories) {
    select.append(element('option', { value: category }, wording.value(weekday.name, category)));
  }
  const labelled = labelledInput(wording.label(weekday.name), select, select);

  function follow(): void {
    const category = ofDate();
    if (category !== undefined) select.value = category;
    note();
  }

  function note(): void {
    const category = ofDate();
    const remark = select.value === category ? 'fromDate' : 'notOfDate';
    labelled.showHint(category && message(language, remark));
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
        ...labelledInput(message(language, 'date'), input, input),
        fields: [day, month],
        ifEmpty: message(language, 'chooseDate'),
        read: () => {
          const { [weekday.name]: _, ...rest } = dateValues(calendar, input.value);
          return rest;
        },
        write: () => {},
      },
      {
        ...labelled,
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

import { type Calendar, dateValues } from './calendar.ts';
import type { Control } from './control.ts';
import { element } from './element.ts';
import { frameOf } from './frame.ts';
import { type Language, message } from './messages.ts';
import type { Wording } from './words.ts';

/** The controls of a calendar: the date, and the weekday, which follows the date unless the visitor says otherwise. */
export interface DateControls {
  controls: Control[];
  /** The date, `YYYY-MM-DD`; empty when there is none. */
  date(): string;
  setDate(date: string): void;
}

/**
 * One field for the date instead of one each for day and month. The weekday is derived from it; one that the visitor
 * picks stands, with a note beside it, until the date changes.
 */
export function dateControls(calendar: Calendar, wording: Wording, language: Language): DateControls {
  const { month, day, weekday } = calendar;
  const input = element('input', { id: 'date', type: 'date' });
  const select = element('select', { id: `field-${weekday.name}` });
  const derived = element('option', { value: '' });
  select.append(derived);
  for (const category of weekday.categories) {
    select.append(element('option', { value: category }, wording.value(weekday.name, category)));
  }
  const frame = frameOf(wording.label(weekday.name), weekday.name, select, select);

  function follow(): void {
    const category = ofDate();
    const word = category === undefined ? '–' : wording.value(weekday.name, category);
    derived.textContent = message(language, 'fromDate', { weekday: word });
    pick('');
  }

  /** Takes a category that is not that of the date; anything else follows the date. */
  function pick(category: string): void {
    select.value = category === ofDate() ? '' : category;
    frame.showHint(select.value === '' ? undefined : message(language, 'notOfDate'));
  }

  function ofDate(): string | number | undefined {
    return dateValues(calendar, input.value)[weekday.name];
  }
  input.addEventListener('input', follow);
  select.addEventListener('change', () => pick(select.value));

  return {
    controls: [
      {
        ...frameOf(message(language, 'date'), `${day}, ${month}`, input, input),
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
        read: () => {
          const category = select.value || ofDate();
          return category === undefined ? {} : { [weekday.name]: category };
        },
        write: ({ [weekday.name]: category }) => {
          if (category !== undefined) pick(String(category));
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

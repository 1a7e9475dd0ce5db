import { type Calendar, dateValues } from './calendar.ts';
import { type Control, frameOf } from './control.ts';
import { element } from './element.ts';
import { type Language, message } from './messages.ts';
import type { Wording } from './words.ts';

/** The controls of a calendar: the date, and the weekday, which follows the date unless the visitor says otherwise. */
export interface DateControls {
  controls: Control[];
  /** The date, `YYYY-MM-DD`; empty when there is none. */
  date(): string;
  setDate(date: string): void;
}

/** One field for the date instead of one each for day and month; the weekday is derived from it. */
export function dateControls(calendar: Calendar, wording: Wording, language: Language): DateControls {
  const { month, day, weekday } = calendar;
  const input = element('input', { id: 'date', type: 'date' });
  const select = element('select', { id: `field-${weekday.name}` });
  const derived = element('option', { value: '' });
  select.append(derived);
  for (const category of weekday.categories) {
    select.append(element('option', { value: category }, wording.value(weekday.name, category)));
  }

  function derive(): void {
    const category = dateValues(calendar, input.value)[weekday.name];
    const word = category === undefined ? '–' : wording.value(weekday.name, category);
    derived.textContent = message(language, 'fromDate', { weekday: word });
  }
  input.addEventListener('input', derive);

  return {
    controls: [
      {
        ...frameOf('date', message(language, 'date'), `${day}, ${month}`, input, input),
        fields: [day, month],
        read: () => {
          const { [weekday.name]: _, ...rest } = dateValues(calendar, input.value);
          return rest;
        },
        write: () => {},
      },
      {
        ...frameOf(select.id, wording.label(weekday.name), weekday.name, select, select),
        fields: [weekday.name],
        read: () => {
          const category = select.value || dateValues(calendar, input.value)[weekday.name];
          return category === undefined ? {} : { [weekday.name]: category };
        },
        write: () => {},
      },
    ],
    date: () => input.value,
    setDate: (date) => {
      input.value = date;
      select.value = '';
      derive();
    },
  };
}

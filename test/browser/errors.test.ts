import { expect, inject, test } from 'vitest';
import { describedBy, openAnswered, openPage, PATH } from './page.ts';

test('an error of the API appears next to its field, and goes when the visitor fixes the field', async () => {
  const page = await openAnswered({ path: PATH });
  const city = page.getByRole('combobox', { name: 'Destination' });
  await city.fill('Atlantis');
  await page.getByRole('button', { name: 'Predict' }).click();
  const error = page.locator('#field-SIGLADES-error');
  await expect
    .poll(() => error.textContent())
    .toBe('“Atlantis” is not in the list. Closest: Atlanta, Dallas, Orlando.');
  expect(await city.getAttribute('aria-invalid')).toBe('true');
  expect(await describedBy(city)).toBe(await error.textContent());
  expect(await page.getByRole('alert').textContent()).toBe('One value is not valid; see the note below its field.');
  expect(await page.locator('.error:not(:empty)').count()).toBe(2);

  await city.fill('La Serena');
  await city.press('Enter');
  await expect.poll(() => error.textContent()).toBe('');
  expect(await city.getAttribute('aria-invalid')).toBe(null);
});

test('an answer that no longer matches the input fades and says so, until there is a new one', async () => {
  const page = await openAnswered({ path: PATH });
  const opacity = () => page.evaluate('getComputedStyle(probability).opacity');
  const note = page.getByText('For the previous input');
  expect([await opacity(), await note.isVisible()]).toEqual(['1', false]);
  await page.getByLabel('Hour').fill('24');
  await expect.poll(opacity).toBe('0.55');
  expect(await note.isVisible()).toBe(true);
  expect(await page.locator('#stale-reason').textContent()).toContain('One value is not valid');
  for (const part of ['.ramp', '#threshold']) {
    expect(await page.evaluate(`getComputedStyle(document.querySelector('${part}')).opacity`)).toBe('0.55');
  }
  const filter = `getComputedStyle(document.querySelector('#threshold-section')).filter`;
  expect(await page.evaluate(filter)).toBe('grayscale(1)');
  await page.getByLabel('Hour').fill('7');
  await expect.poll(opacity).toBe('1');
  expect(await note.isVisible()).toBe(false);
});

test('the focus goes to the first wrong field, and every wrong field says what it accepts', async () => {
  const page = await openAnswered({ path: PATH });
  await page.getByLabel('Hour').fill('24');
  await page.getByRole('combobox', { name: 'Destination' }).fill('');
  await page.getByRole('button', { name: 'Predict' }).click();
  await expect.poll(() => page.locator('#field-HORA-I-error').textContent()).toBe('Enter a whole number from 0 to 23.');
  expect(await page.locator('#field-SIGLADES-error').textContent()).toBe('Choose a value.');
  expect(await page.locator(':focus').getAttribute('id')).toBe('field-HORA-I');
  expect(await page.getByRole('alert').textContent()).toContain('2 values are not valid');
});

test('a missing date is one error, although it covers several fields', async () => {
  const page = await openAnswered({ path: PATH });
  await page.getByLabel('Date').fill('');
  await expect.poll(() => page.locator('#date-error').textContent()).toBe('Choose a date.');
});

test('a date that the model does not accept says which part is wrong', async () => {
  const page = await openAnswered({ path: '/?model=us-delay&date=2027-03-05' });
  await page.getByLabel('Date').fill('2027-09-05');
  await expect.poll(() => page.locator('#date-error').textContent()).toBe('Month: January to July.');
});

test('an error that the page has no words for appears in the words of the API', async () => {
  const page = await openAnswered({ path: PATH, locale: 'es-CL' });
  await page.route('**/inference/**', (route) =>
    route.fulfill({
      status: 422,
      json: { detail: 'Odd.', errors: [{ pointer: '/HORA-I', detail: 'HORA-I is odd' }] },
    }),
  );
  await page.getByRole('button', { name: 'Predecir' }).click();
  const error = page.locator('#field-HORA-I-error');
  await expect.poll(() => error.textContent()).toBe('HORA-I is odd');
  expect(await error.getAttribute('lang')).toBe('en');
});

test('errors are in the language of the page, and change with it', async () => {
  const page = await openAnswered({ path: PATH, locale: 'es-CL' });
  await page.getByLabel('Hora').fill('24');
  await expect
    .poll(() => page.locator('#field-HORA-I-error').textContent())
    .toBe('Ingresa un número entero de 0 a 23.');
  expect(await page.locator('#field-HORA-I-error').getAttribute('lang')).toBe(null);
  expect(await page.getByRole('alert').textContent()).toBe('Un valor no es válido; lee la nota debajo de su campo.');
  await page.getByLabel('Idioma').selectOption('English');
  await expect.poll(() => page.locator('#field-HORA-I-error').textContent()).toBe('Enter a whole number from 0 to 23.');
});

test('a warning of the API appears next to its field, is announced, and goes with the next answer', async () => {
  const page = await openPage({ path: PATH, key: '' });
  await page.route('**/inference/**', async (route) => {
    const answer = await (await route.fetch()).json();
    const row = route.request().postDataJSON();
    if (row['HORA-I'] === 18) answer.body.warnings = [{ pointer: '/SIGLADES', detail: 'SIGLADES is "La Serena"' }];
    await route.fulfill({ json: answer });
  });
  await page.getByLabel('API key').fill(inject('key'));
  await page.getByRole('button', { name: 'Predict' }).click();
  const warning = 'The model does not know “La Serena” and ignored it. Closest: La Serena';
  await expect.poll(() => describedBy(page.getByRole('combobox', { name: 'Destination' }))).toContain(warning);
  expect(await page.getByRole('combobox', { name: 'Destination' }).getAttribute('aria-invalid')).toBe(null);
  expect(await page.locator('#status').textContent()).toContain(`Destination: ${warning}`);
  await page.getByLabel('Hour').fill('7');
  await expect.poll(() => describedBy(page.getByRole('combobox', { name: 'Destination' }))).toBe('');
});

test('an error about the key appears next to the key', async () => {
  const page = await openPage({ path: PATH, key: 'lr_wrong' });
  await expect.poll(() => page.locator('#key-error').textContent()).toContain('This key is not valid.');
  expect(await page.getByLabel('API key').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('API key').fill(inject('key'));
  await page.getByRole('button', { name: 'Predict' }).click();
  await page.locator('#probability').waitFor();
  expect(await page.locator('#key-error').textContent()).toBe('');
});

test('without a key, the page says who provides one', async () => {
  const page = await openPage({ path: PATH, key: '' });
  await page.getByRole('button', { name: 'Predict' }).click();
  await expect.poll(() => page.locator('#key-error').textContent()).toContain('Ask the operator for one.');
  expect(await page.locator(':focus').getAttribute('id')).toBe('key');
});

test('the page works without the words of the models', async () => {
  const page = await openAnswered({
    path: '/?model=delay&date=2027-02-05',
    prepare: async (page) => {
      await page.route('**/words/*.json', (route) => route.fulfill({ status: 503, body: 'busy' }));
    },
  });
  expect(await page.locator('h1').textContent()).toContain('Will this flight leave Santiago (SCL)');
  expect(await page.getByLabel('HORA-I').count()).toBe(1);
});

test('the page says so when there is no model for the key', async () => {
  const page = await openPage({
    waitFor: '#failure:not(:empty)',
    prepare: async (page) => {
      await page.route('**/models', (route) => route.fulfill({ json: { models: [] } }));
    },
  });
  expect(await page.getByRole('alert').textContent()).toBe('There is no model for this key.');
  expect(await page.locator('#invitation').textContent()).toBe('No answer yet: see the note in the form.');
});

test('if the request for other times is refused, the page says why and when to try again', async () => {
  const page = await openAnswered({ path: PATH });
  await page.route('**/inference/**', (route) =>
    'instances' in route.request().postDataJSON()
      ? route.fulfill({ status: 429, headers: { 'retry-after': '7' }, json: { detail: 'This key may ask 9 times.' } })
      : route.continue(),
  );
  await page.getByLabel('Hour').fill('7');
  await expect.poll(() => page.locator('#heatmap-refused').textContent()).toContain('Try again in 7 s.');
  expect(await page.getByRole('grid').count()).toBe(0);
  await page.unroute('**/inference/**');
  await page.getByLabel('Hour').fill('8');
  await page.getByRole('grid').waitFor();
  expect(await page.locator('#heatmap-refused').textContent()).toBe('');
});

test('the page sends no further requests with a refused key', async () => {
  const page = await openPage({ path: PATH, key: 'lr_wrong', waitFor: '#key-error:not(:empty)' });
  let asked = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST') asked++;
  });
  await page.getByLabel('Hour').fill('7');
  await page.waitForTimeout(500);
  expect(asked).toBe(0);
});

test('the page works where the browser keeps nothing for it', async () => {
  const page = await openAnswered({
    path: PATH,
    prepare: (page) =>
      page.addInitScript(() => {
        const refuse = () => {
          throw new DOMException('blocked', 'SecurityError');
        };
        Object.defineProperty(globalThis, 'sessionStorage', { get: refuse });
      }),
  });
  await page.getByLabel('Hour').fill('7');
  await page.getByRole('button', { name: 'Predict' }).click();
  await expect.poll(() => page.getByText('For the previous input').isVisible()).toBe(false);
  expect(await page.locator('#probability').textContent()).toMatch(/\d/);
});

test('a link with a key that is opened in a tab that shows the page is taken, and leaves the address bar', async () => {
  const page = await openPage({ path: PATH, key: '' });
  await page.evaluate(`location.hash = 'key=${inject('key')}'`);
  await page.locator('#probability').waitFor();
  expect(await page.getByLabel('API key').inputValue()).toBe(inject('key'));
  expect(page.url()).not.toContain('key=');
});

test.each(['\u200b', '…', '“'])(
  'a pasted key with %j is not sent, and the page says what is wrong with it',
  async (stray) => {
    const page = await openPage({ path: PATH, key: '' });
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url()));
    await page.getByLabel('API key').fill(`${inject('key')}${stray}`);
    await page.getByRole('button', { name: 'Predict' }).click();
    await expect
      .poll(() => page.locator('#key-error').textContent())
      .toBe('This is not a key: keys have only letters, digits and underscores. Copy it again.');
    expect(sent.filter((url) => url.includes('/inference/'))).toEqual([]);
  },
);

test('a link with a text that is no key shows the form, and says what is wrong with the key', async () => {
  const page = await openPage({ path: PATH, key: `${inject('key')}…`, waitFor: '#key-error:not(:empty)' });
  expect(await page.getByLabel('Hour').inputValue()).toBe('18');
  expect(await page.locator('#invitation').textContent()).toBe('No answer yet: see the note in the form.');
});

test('languages that Intl does not know are passed over', async () => {
  const page = await openAnswered({
    path: PATH,
    prepare: (page) =>
      page.addInitScript(() => {
        Object.defineProperty(navigator, 'languages', { value: ['en-US@posix', 'xx'] });
      }),
  });
  expect(await page.getByRole('button', { name: 'Predict' }).isVisible()).toBe(true);
  expect(await page.locator('#heatmap td').count()).toBeGreaterThan(0);
});

test("an answer that is not the service's own, such as that of a captive portal, is named as such", async () => {
  const page = await openAnswered({ path: PATH });
  await page.route('**/inference/**', (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: '<p>Hi' }),
  );
  await page.getByRole('button', { name: 'Predict' }).click();
  await expect
    .poll(() => page.getByRole('alert').textContent())
    .toBe('Something else answered instead of the service, such as the sign-in page of a network.');
});

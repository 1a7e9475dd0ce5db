import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { dataFile, opened } from './files.ts';

test('a column of a CSV has the type that fits all its texts: numbers, dates and times as in ISO 8601', async () => {
  const { types } = await opened(
    dataFile({
      'a.csv':
        'whole,number,day,moment,zoned,clock,word\n' +
        '1,.5,2024-01-31,2024-01-31 10:00,2024-01-31T10:00:00Z,10:00,a\n' +
        '-20,1e200,2024-2-1,2024-02-01T10:00:05.5,2024-02-01 10:00:00-03:00,9:05:01,b\n' +
        ',NaN,,,,,\n',
    }),
  );
  expect(types).toEqual([
    'whole BIGINT',
    'number DOUBLE',
    'day DATE',
    'moment TIMESTAMP',
    'zoned TIMESTAMP WITH TIME ZONE',
    'clock TIME',
    'word VARCHAR',
  ]);
});

test.each([
  ['yes and no', 'Yes', 'No'],
  ['t and f', 't', 'f'],
  ['leading zeros', '02134', '10115'],
  ['whole numbers beyond 2^53', '9007199254740993', '9007199254740992'],
  ['dates whose order is a guess', '03/04/2023', '04/05/2023'],
  ['a date that does not exist', '2024-02-30', '2024-02-28'],
  ['words for infinity alone', 'inf', 'nan'],
  ['hexadecimal numbers', '0x1F', '0x2F'],
  ['digits with separators', '1_000', '2_000'],
])('texts of a CSV stay what they are: %s', async (_, first, second) => {
  const { types, rows } = await opened(dataFile({ 'a.csv': `x,y\n${first},1\n${second},2\n` }));
  expect([types[0], rows.map((row) => row[0])]).toEqual(['x VARCHAR', [first, second]]);
});

test('a column of texts is text in every file, whatever its values look like', async () => {
  const path = dataFile({ 'a.csv': 'dose,n\n1.50,1\n15.00,2\n' });
  expect(await opened(path, ['Dose'])).toEqual({
    types: ['dose VARCHAR', 'n BIGINT'],
    rows: [
      ['1.50', '1'],
      ['15.00', '2'],
    ],
  });
});

test('every record of a JSON file decides its columns and their types', async () => {
  const many = Array.from({ length: 25_000 }, (_, k) => `{"price":${1 + (k % 3)},"when":"2024-01-01","code":7}`);
  const last = '{"price":0.4,"late":"x","when":"2024-01-02","code":"seven","nested":{"a":1}}';
  const { types, rows } = await opened(dataFile({ 'a.ndjson': `${[...many, last].join('\n')}\n` }));
  expect(types).toEqual(['price DOUBLE', 'when DATE', 'code VARCHAR', 'late VARCHAR', 'nested JSON']);
  expect(rows.at(-1)).toEqual([0.4, '2024-01-02', 'seven', 'x', '{"a":1}']);
});

test('usual marks of missing values are NULL in columns of numbers, dates and times, and names in columns of names', async () => {
  const csv = 'age,born,at,state,zip\n7,2024-01-02,10:30,NA,02134\n?,N/A,-,CA,10115\n null , none,NA,?,NA\n';
  const { types, rows } = await opened(dataFile({ 'a.csv': csv }));
  expect(types).toEqual(['age BIGINT', 'born DATE', 'at TIME', 'state VARCHAR', 'zip VARCHAR']);
  expect(rows.slice(1)).toEqual([
    [null, null, null, 'CA', '10115'],
    [null, null, null, '?', 'NA'],
  ]);
  const json = '[{"n":1,"code":"7"},{"n":"NA","code":"8"}]';
  expect((await opened(dataFile({ 'a.json': json }))).types).toEqual(['n BIGINT', 'code VARCHAR']);
});

test('marks that the user names are the only ones, and count in every column, also where it is text or a number', async () => {
  const csv = 'age,score,state\n7,1.5,NA\n-99,NA,?\n8,-99, ? \n9,2,x\n';
  const path = dataFile({ 'a.csv': csv });
  const { types, rows } = await opened(path, ['state'], ['?', '-99']);
  expect(types).toEqual(['age BIGINT', 'score VARCHAR', 'state VARCHAR']);
  expect(rows).toEqual([
    ['7', '1.5', 'NA'],
    [null, 'NA', null],
    ['8', null, null],
    ['9', '2', 'x'],
  ]);
});

test('a JSON file may begin with a byte order mark', async () => {
  expect((await opened(dataFile({ 'a.json': '\uFEFF[{"a":1}]' }))).rows).toEqual([['1']]);
});

test('texts of a JSON file stay texts, and whole numbers beyond 2^53 become texts', async () => {
  const { types, rows } = await opened(
    dataFile({ 'a.json': '[{"zip":"02134","big":9007199254740993,"is":true},{"zip":"10115","__proto__":1}]' }),
  );
  expect(types).toEqual(['zip VARCHAR', 'big VARCHAR', 'is BOOLEAN', '__proto__ BIGINT']);
  expect(rows[0]).toEqual(['02134', '9007199254740993', true, null]);
});

test.each([
  ['sales[1].csv', 'sales1.csv'],
  ['sale*.csv', 'sales.csv'],
  ['sale?.csv', 'sales.csv'],
  ["it's {a}.csv", 'its a.csv'],
])('%s is the name of a file, not a pattern', async (name, other) => {
  const { rows } = await opened(dataFile({ [name]: 'a\nright\n', [other]: 'a\nwrong\n' }));
  expect(rows).toEqual([['right']]);
});

test('a folder named like a partition adds no column', async () => {
  const { types, rows } = await opened(dataFile({ 'region=north/orders.csv': 'region,n\nsouth,1\n' }));
  expect([types, rows]).toEqual([['region VARCHAR', 'n BIGINT'], [['south', '1']]]);
});

const LINES = `a,b\n${Array.from({ length: 5000 }, (_, k) => `${k},${(k * 7919) % 5000}\n`).join('')}`;

test('a compressed file must be whole: its length and its checksum hold', async () => {
  const whole = gzipSync(LINES);
  const flipped = Buffer.from(whole);
  flipped[flipped.length - 6]! ^= 1;
  expect((await opened(dataFile({ 'a.csv.gz': whole }))).rows).toHaveLength(5000);
  const two = Buffer.concat([gzipSync('a,b\n1,2\n'), gzipSync('3,4\n')]);
  expect((await opened(dataFile({ 'a.csv.gz': two }))).rows).toHaveLength(2);
  for (const damaged of [whole.subarray(0, Math.floor(whole.length * 0.7)), flipped, Buffer.from(LINES)]) {
    await expect(opened(dataFile({ 'a.csv.gz': damaged }))).rejects.toThrow(
      /a\.csv\.gz: .*; it is damaged, or not a gzip/,
    );
  }
});

test.each([
  [
    'a value too many',
    'a,b\n1,2\n3,4,5\n6,7\n',
    'line 3 has more values than the first line has names, 2: a separator too many',
  ],
  ['a value too few', 'a,b\n1,2\n3\n', 'line 3 has fewer values than the first line has names: 1 of 2'],
  ['a quote that does not end', 'a,b\n1,2\n3,"x\n', 'line 3 begins a quoted value that does not end'],
  ['line ends of two kinds', 'a,b\r\n1,2\n3,4\r\n', `its lines end in different ways; convert it, as in "tr -d`],
  ['an empty first line', '\na,b\n', 'the first line is empty; it should name the columns'],
])('%s is an error that names the line', async (_, text, reason) => {
  await expect(opened(dataFile({ 'a.csv': text }))).rejects.toThrow(`a.csv: ${reason}`);
});

test.each([
  ['semicolons', 'a;b\n1,5;x\n', ['a', 'b'], ['1,5', 'x']],
  ['tabs, quotes', '"a"\t"b"\n"x\ty"\t"say ""z"""\n', ['a', 'b'], ['x\ty', 'say "z"']],
  ['a byte order mark, CRLF', '\uFEFF"a",b\r\nx,y\r\n', ['a', 'b'], ['x', 'y']],
  ['a line break in a name', '"a\nb",c\nx,y\n', ['a\nb', 'c'], ['x', 'y']],
  ['a repeated and an empty name', 'a,A,\nx,y,z\n', ['a', 'A_1', 'column_3'], ['x', 'y', 'z']],
  ['a NUL character', 'a,b\nx\0y,z\n', ['a', 'b'], ['x\0y', 'z']],
])('the first line says how a CSV is read: %s', async (_, text, names, row) => {
  const { types, rows } = await opened(dataFile({ 'a.csv': text }), ['a']);
  expect([types, rows]).toEqual([names.map((name) => `${name} VARCHAR`), [row]]);
});

test('a record of a JSON file that is not an object is an error that names it', async () => {
  await expect(opened(dataFile({ 'a.json': '[{"a":1},5]' }))).rejects.toThrow(
    /a\.json: record 2 is ubigint, not an object/,
  );
});

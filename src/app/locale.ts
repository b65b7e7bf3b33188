// The language of the pages. Another one needs its words (words.ts) and its tag here.

export const LOCALE = 'en-GB';

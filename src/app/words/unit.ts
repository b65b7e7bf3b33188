// What one row of a project is, as far as it can be seen; each language has its nouns.

export type Unit = 'line' | 'digit' | 'image' | 'row';

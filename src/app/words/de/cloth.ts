// Das Tuch, in Worten.

import type { Words } from '../shape.ts';

export const cloth: Words['cloth'] = {
  headingEmpty: 'Der Webstuhl ist eingerichtet; der erste Stich kommt noch.',
  heading: (count) => `${count} Arbeitseinheiten sind in dieses Tuch gewebt.`,
  headingOne: 'Die erste Arbeitseinheit ist in dieses Tuch gewebt.',
  headingMine: (mine, count) => `Dein Anteil an diesem Tuch: ${mine} von ${count} Stichen.`,
  label: (count) => `Das Tuch: ${count} geprüfte Arbeitseinheiten.`,
  labelMine: (count, mine) => `Das Tuch: ${count} geprüfte Arbeitseinheiten, davon ${mine} von dir.`,
  labelEmpty: 'Der leere Webstuhl: noch keine geprüfte Arbeitseinheit.',
  explain:
    'Jeder Stich ist eine Arbeitseinheit, deren Antwort geprüft wurde, in der Reihenfolge der Prüfung. Die Farbe ist ihr Projekt.',
  mine: 'Deine sind heller.',
  latest: (count) => `Zu sehen sind die letzten ${count}.`,
  explainEmpty:
    'Jede Arbeitseinheit, bei der zwei Geräte dieselbe Antwort geben, wird ein Stich in der Farbe ihres Projekts.',
  begin: 'Drück auf „Starten“, um den ersten zu weben.',
  away: 'Das Tuch erscheint, sobald der Koordinator antwortet.',
};

// Das Tuch, in Worten.

import type { Words } from '../shape.ts';
import { counted } from './units.ts';

export const cloth: Words['cloth'] = {
  headingEmpty: 'Der Webstuhl ist eingerichtet; der erste Stich kommt noch.',
  heading: (count) => `${count} Arbeitseinheiten sind in dieses Tuch gewebt.`,
  headingOne: 'Die erste Arbeitseinheit ist in dieses Tuch gewebt.',
  headingMine: (mine, mineText, count) =>
    `${mineText} dieser ${count} Stiche ${mine === 1 ? 'ist' : 'sind'} von dir.`,
  headingMineOnly: 'Die erste Arbeitseinheit ist in dieses Tuch gewebt, und sie ist von dir.',
  label: (count, text) =>
    `Das Tuch: ${counted(count, text, 'geprüfte Arbeitseinheit', 'geprüfte Arbeitseinheiten')}.`,
  labelMine: (count, text, mine) =>
    `Das Tuch: ${counted(count, text, 'geprüfte Arbeitseinheit', 'geprüfte Arbeitseinheiten')}, davon ${mine} von dir.`,
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

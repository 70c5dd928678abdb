import { findMetric } from '@/core/metrics/registry';
import type { Figure } from './contract';
import { metricOf } from './measures';

const UP = `rose|rises?|risen|rising|grew|grows?|grown|growing|growth|increas(?:ed|es|e|ing)|climb(?:ed|s|ing)?|jump(?:ed|s)?|gain(?:ed|s)?|surg(?:ed|es|ing)|soar(?:ed|s)?|up|higher|more|larger|greater|above|ahead|improv(?:ed|es)|rebound(?:ed|s)?|recover(?:ed|s)?|expand(?:ed|s)?|spike[ds]?|doubled|tripled`;
const DOWN = `fell|falls?|fallen|falling|drop(?:ped|s|ping)?|declin(?:ed|es|e|ing)|decreas(?:ed|es|e|ing)|down|lower|less|fewer|smaller|below|behind|shrank|shrunk|slid|slip(?:ped|s)?|sank|plunged?|plummet(?:ed|s)?|dip(?:ped|s)?|los[tes]{1,2}|loss|tumbled|worsened|contract(?:ed|s)|halved|reduc(?:ed|tion)|shortfall`;
export const DIRECTION = new RegExp(`\\b(?:(${UP})|(${DOWN}))\\b`, 'gi');
/** Not the course of a figure: "up to", "more than half", "no more", "made up", "followed up". */
const NOT_COURSE =
  /\b(?:up to|more or less|no more|made up|makes up|make up|broken down|break down|breaks down|added up|adds up|summed up|set up|backed up|sign(?:ed)? up|down to|ups and downs|follow(?:ed)?[- ]up|more about|more details?|learn more|once more|growth rate|end(?:ed)? up)\b/gi;

/** The way a stretch of text says things went: its last word of direction. 0: none, or a negated one. */
export const directionOf = (text: string): 1 | -1 | 0 => {
  const clean = text.replace(NOT_COURSE, (match) => ' '.repeat(match.length));
  const last = [...clean.matchAll(DIRECTION)].at(-1);
  const isNegated = last !== undefined && /\b(?:not|no|never|n't)\s(?:\w+\s)?$/i.test(clean.slice(0, last.index));
  if (!last || isNegated) return 0;
  return last[1] === undefined ? -1 : 1;
};

/** Figures that are booked negative (returns, fees) grow downwards: both ways of saying it are used. */
export const isBookedNegative = (figure: Figure): boolean => findMetric(metricOf(figure) ?? '')?.isBookedNegative === true;

const ADJECTIVES = [
  ...['Amber', 'Brave', 'Bright', 'Brisk', 'Calm', 'Careful', 'Cheerful', 'Clever', 'Cosy', 'Curious'],
  ...['Daring', 'Eager', 'Early', 'Fair', 'Fearless', 'Gentle', 'Glad', 'Golden', 'Happy', 'Honest'],
  ...['Humble', 'Jolly', 'Keen', 'Kind', 'Lively', 'Lucky', 'Mellow', 'Merry', 'Modest', 'Nimble'],
  ...['Patient', 'Playful', 'Polite', 'Proud', 'Quick', 'Quiet', 'Silver', 'Sunny', 'Swift', 'Wise'],
] as const

const ANIMALS = [
  ...['Alpaca', 'Badger', 'Bear', 'Beaver', 'Bison', 'Crane', 'Deer', 'Dolphin', 'Eagle', 'Falcon'],
  ...['Ferret', 'Finch', 'Fox', 'Gecko', 'Hare', 'Hedgehog', 'Heron', 'Ibis', 'Koala', 'Lark'],
  ...['Lemur', 'Lynx', 'Marten', 'Mole', 'Moose', 'Newt', 'Otter', 'Owl', 'Panda', 'Penguin'],
  ...['Puffin', 'Rabbit', 'Raven', 'Robin', 'Seal', 'Sparrow', 'Stork', 'Swan', 'Turtle', 'Wren'],
] as const

const pick = (random: () => number, words: readonly string[]): string =>
  words[Math.floor(random() * words.length)] ?? ''

/** A name like "Quiet Otter", one of 1,600. */
export const generateName = (random: () => number): string =>
  `${pick(random, ADJECTIVES)} ${pick(random, ANIMALS)}`

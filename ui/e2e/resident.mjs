// Residents who do not exist, with identity numbers whose check digit is right.

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张";
const GIVEN = ["桂芳", "淑珍", "玉兰", "秀英", "丽华", "春梅", "凤霞", "雅琴", "红梅", "艳秋", "晓云", "美玲"];

/** The last place of an 18-digit number (GB 11643). */
export function checkDigit(seventeen) {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(seventeen[at]), 0);
  return "10X98765432"[sum % 11];
}

/** A number born on a day (`19800412`), with a sequence below 500; always of a woman. */
export function number(born, sequence) {
  const seventeen = `230104${born}${String(sequence * 2).padStart(3, "0")}`;
  return seventeen + checkDigit(seventeen);
}

/** People of the clerk's station whom the unemployment register does not know at first (setup.mjs). */
export const JOBLESS = [401, 402, 403, 404, 405].map((sequence) => number("19800412", sequence));

/** Of the same station, and about to move (setup.mjs). */
export const MOVERS = [421, 422, 423, 424].map((sequence) => number("19810522", sequence));

const two = (value) => String(value).padStart(2, "0");

let drawn = 0;

/** Somebody new of 46 or so, unlike anybody that this worker drew before. */
export function resident(age = 46) {
  drawn += 1;
  const born = `${new Date().getFullYear() - age}${two(1 + (drawn % 9))}${two(1 + (drawn % 28))}`;
  return {
    name: SURNAMES[drawn % SURNAMES.length] + GIVEN[(drawn * 5) % GIVEN.length],
    number: number(born, drawn % 500),
    phone: `1384510${String(1000 + drawn).slice(-4)}`,
    address: "哈尔滨市道里区森林街12号",
    certificate: `23010219${String(100_000 + drawn)}`,
  };
}

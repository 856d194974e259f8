// Makes photo-like pictures of 12 megapixels with the notes of a telephone: node photos.mjs FOLDER [N]
// Twelve are made of noise in ten sizes, as light is spread in photographs, with hard edges; the others are these, turned and
// brighter or darker. The same numbers come out each time.
import { mkdirSync } from "node:fs";
import sharp from "sharp";

const [folder, number = "200"] = process.argv.slice(2);
const [width, height, distinct] = [4032, 3024, 12];

function random(seed) {
  let state = seed * 2654435761 + 12345;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

async function pixels(seed) {
  const next = random(seed + 1);
  const sum = new Float32Array(width * height * 3).fill(128);
  for (let octave = 2; octave < 11; octave++) {
    const [wide, high] = [2 ** octave, Math.ceil(2 ** octave * 0.75)];
    const small = Buffer.alloc(wide * high * 3);
    for (let at = 0; at < small.length; at += 3) {
      const grey = next();
      for (let colour = 0; colour < 3; colour++) small[at + colour] = 255 * (0.75 * grey + 0.25 * next());
    }
    const large = await sharp(small, { raw: { width: wide, height: high, channels: 3 } })
      .resize(width, height, { kernel: "cubic", fit: "fill" }).raw().toBuffer();
    const weight = 0.9 / octave ** 0.8;
    for (let at = 0; at < sum.length; at++) sum[at] += (large[at] - 128) * weight;
  }
  for (let object = 0; object < 14; object++) {
    const [x, y, reach] = [next() * width, next() * height, 100 + next() * 600];
    const shade = [next(), next(), next()].map((part) => (part - 0.5) * 120);
    for (let row = Math.max(0, y - reach) | 0; row < Math.min(height, y + reach); row++) {
      const half = Math.sqrt(Math.max(0, reach ** 2 - (row - y) ** 2));
      for (let column = Math.max(0, x - half) | 0; column < Math.min(width, x + half); column++) {
        for (let colour = 0; colour < 3; colour++) sum[(row * width + column) * 3 + colour] += shade[colour];
      }
    }
  }
  const bytes = Buffer.alloc(sum.length);
  for (let at = 0; at < sum.length; at++) {
    bytes[at] = Math.max(0, Math.min(255, sum[at] + (next() - 0.5) * 8));
  }
  return bytes;
}

function notes(orientation) {
  return {
    IFD0: { Make: "Telephone", Artist: "Ada Lovelace", Copyright: "Ada Lovelace", Orientation: String(orientation) },
    IFD2: { BodySerialNumber: "SN123456", CameraOwnerName: "Ada Lovelace" },
    IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 0/1", GPSLongitudeRef: "W", GPSLongitude: "0/1 7/1 0/1" },
  };
}

mkdirSync(folder, { recursive: true });
for (let first = 0; first < Math.min(distinct, number); first++) {
  const bytes = await pixels(first);
  for (let at = first; at < number; at += distinct) {
    const turn = (at / distinct) | 0;
    let picture = sharp(bytes, { raw: { width, height, channels: 3 } });
    if (turn & 1) picture = picture.flop();
    if (turn & 2) picture = picture.flip();
    if (turn > 3) picture = picture.modulate({ brightness: 0.7 + 0.04 * turn });
    await picture.jpeg({ quality: 88 }).withExif(notes([1, 6, 1, 3, 8][at % 5]))
      .toFile(`${folder}/photo${String(at).padStart(3, "0")}.jpg`);
  }
}

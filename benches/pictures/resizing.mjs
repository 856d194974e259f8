// Compares masthead's resizing with that of sharp: node resizing.mjs MASTHEAD
// Pictures without loss are shown by a page, and the plain ones that masthead makes (PNG) are held beside what sharp makes of the
// same file. Prints the PSNR in dB of each, over black and over white where a picture can be seen through; fails below 40.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import sharp from "sharp";

const program = process.argv[2];
const folder = mkdtempSync(`${tmpdir()}/masthead-resizing-`);
mkdirSync(`${folder}/content`);
const [width, height] = [2400, 1800];

function picture(channels, value) {
  const bytes = Buffer.alloc(width * height * channels);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) for (let colour = 0; colour < channels; colour++) bytes[at++] = value(x, y, colour);
  }
  return sharp(bytes, { raw: { width, height, channels } });
}

function scene(x, y, colour) {
  const wave = Math.sin(x / (31 + 9 * colour)) + Math.sin((x * y) / 90000) + Math.sin(y / (17 + colour));
  const block = ((x >> 7) + (y >> 7)) & 1 ? 35 : -35;
  return Math.max(0, Math.min(255, 128 + 26 * wave + block));
}

const pictures = {
  scene: picture(3, scene),
  grey: picture(1, (x, y) => scene(x, y, 0)),
  clear: picture(4, (x, y, colour) => colour < 3 ? scene(x, y, colour) : 255 * Math.min(1, Math.max(0, 1.2 - Math.hypot(x - 1200, y - 900) / 900))),
  edges: picture(4, (x, y, colour) => (colour === 0 ? 255 : colour < 3 ? 0 : Math.hypot(x - 1200, y - 900) < 800 ? 255 : 0)),
};
let page = "---\ntitle: P\n---\n";
for (const [name, made] of Object.entries(pictures)) {
  await made.png({ compressionLevel: 3 }).toFile(`${folder}/content/${name}.png`);
  page += `![A test](${name}.png)\n\n`;
}
writeFileSync(`${folder}/content/index.md`, page);
writeFileSync(`${folder}/content/site.yaml`, "title: T\nbase_url: https://www.example.org/\n");
const built = spawnSync(program, ["build", "--root", folder], { encoding: "utf8" });
if (built.status !== 0) throw new Error(built.stderr);

const made = readdirSync(`${folder}/public/assets/pictures`);
let least = Infinity;
for (const name of Object.keys(pictures)) {
  const plain = made.find((file) => file.startsWith(`${name}-`) && file.endsWith("-1280.png"));
  for (const background of ["#000", "#fff"]) {
    const flat = (file) => sharp(file).flatten({ background }).toColourspace("srgb").removeAlpha().raw().toBuffer();
    const ours = await flat(`${folder}/public/assets/pictures/${plain}`);
    const theirs = await flat(await sharp(`${folder}/content/${name}.png`).resize(1280).png().toBuffer());
    let squares = 0;
    for (let at = 0; at < ours.length; at++) squares += (ours[at] - theirs[at]) ** 2;
    const noise = squares === 0 ? 99 : 10 * Math.log10((255 * 255 * ours.length) / squares);
    least = Math.min(least, noise);
    console.log(`${name} over ${background}: ${noise.toFixed(1)} dB`);
  }
}
rmSync(folder, { recursive: true });
process.exit(least >= 40 ? 0 : 1);

// Makes of each photo in a folder what masthead makes of it, with @11ty/eleventy-img: node eleventy-img.mjs PHOTOS OUTPUT
// Prints seconds, and the peak memory of the process in MB.
import Image from "@11ty/eleventy-img";
import { readdirSync } from "node:fs";

const [photos, outputDir] = process.argv.slice(2);
const start = performance.now();
await Promise.all(readdirSync(photos).filter((name) => name.endsWith(".jpg")).map(async (name) => {
  const common = { outputDir, useCache: false };
  await Image(`${photos}/${name}`, {
    ...common, widths: [320, 640, 960, 1280], formats: ["webp"], sharpWebpOptions: { quality: 72 },
  });
  await Image(`${photos}/${name}`, {
    ...common, widths: [1280], formats: ["jpeg"], sharpJpegOptions: { quality: 78, progressive: true },
  });
}));
const seconds = (performance.now() - start) / 1000;
console.log(`${seconds.toFixed(3)} ${(process.resourceUsage().maxRSS / 1024).toFixed(0)}`);

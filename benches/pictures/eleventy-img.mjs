// Makes of each photo in a folder what masthead makes of it, with @11ty/eleventy-img: node eleventy-img.mjs PHOTOS OUTPUT
import Image from "@11ty/eleventy-img";
import { readdirSync } from "node:fs";

const [photos, outputDir] = process.argv.slice(2);
await Promise.all(readdirSync(photos).filter((name) => name.endsWith(".jpg")).map(async (name) => {
  const common = { outputDir, useCache: false };
  await Image(`${photos}/${name}`, {
    ...common, widths: [320, 640, 960, 1280], formats: ["webp"], sharpWebpOptions: { quality: 72 },
  });
  await Image(`${photos}/${name}`, {
    ...common, widths: [1280], formats: ["jpeg"], sharpJpegOptions: { quality: 78, progressive: true },
  });
}));

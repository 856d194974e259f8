// Looks with exiftool whether any file of a folder tells more than it shows: node metadata.mjs PUBLIC
// Everything that exiftool finds is a fault unless it is on the list of what a picture is made of.
import { execFileSync } from "node:child_process";

const groups = /^(SourceFile|ExifTool|System|File|Composite|JFIF|RIFF|GIF|ICC_Profile|ICC-[\w-]+|Adobe|APP14|PNG-pHYs|SVG|HTML|HTTP-equiv|JSON|XML)(:|$)/;
const kept = /^(PNG:(ImageWidth|ImageHeight|BitDepth|ColorType|Compression|Filter|Interlace|Gamma|SRGBRendering|BackgroundColor|Palette|Transparency|SignificantBits|WhitePoint[XY]|RedX|RedY|GreenX|GreenY|BlueX|BlueY|AnimationFrames|AnimationPlays|ProfileName)|IFD0:Orientation|PDF:.*)$/;
const telling = /^(GIF:Comment|File:Comment|Composite:(GPS.*|Location.*)|SVG:(Metadata|Author).*)$/;

const output = execFileSync("exiftool", ["-r", "-json", "-G1", "-a", "-u", "-ee", process.argv[2]], { maxBuffer: 1 << 30, encoding: "utf8" });
const files = JSON.parse(output);
let faults = 0;
for (const file of files) {
  for (const [tag, value] of Object.entries(file)) {
    const isPicture = /\.(jpe?g|png|webp|gif|avif|tiff?)$/i.test(file.SourceFile);
    if (!isPicture || (!telling.test(tag) && (groups.test(tag) || kept.test(tag)))) continue;
    faults += 1;
    console.log(`${file.SourceFile}: ${tag} = ${JSON.stringify(value).slice(0, 80)}`);
  }
}
console.log(`${files.length} files, ${faults} faults`);
process.exit(faults === 0 && files.length > 0 ? 0 : 1);

//! Documents of office programs. From: the bytes of a file. To: what it tells of the people who
//! made it, and of earlier versions: [`DocumentProperties`].
//!
//! Word, Excel and PowerPoint save parts of XML in a ZIP archive (ECMA-376), LibreOffice does so in
//! another way (ISO/IEC 26300). Their older files are read in `binary`. A file that cannot be read
//! tells nothing here: whoever opens it learns no more.

mod archive;
mod binary;
mod open_document;
mod open_xml;
#[cfg(test)]
mod tests;
mod xml;

use crate::source::DocumentProperties;

/// The ends of names of files that are read here.
const EXTENSIONS: [&str; 26] = [
    "docx", "docm", "dotx", "dotm", "xlsx", "xlsm", "xltx", "xltm", "pptx", "pptm", "potx", "ppsx",
    "odt", "ott", "ods", "ots", "odp", "otp", "odg", "doc", "dot", "xls", "xlt", "ppt", "pps",
    "rtf",
];

/// Reports whether a file is a document of an office program, by the end of its name.
#[must_use]
pub fn is_document(extension: &str) -> bool {
    EXTENSIONS.contains(&extension)
}

/// Reads what a document tells; `None` if it tells nothing.
#[must_use]
pub fn properties(bytes: &[u8]) -> Option<DocumentProperties> {
    let found = match archive::OfficeArchive::open(bytes) {
        Some(mut archive) if archive.has("meta.xml") => open_document::read(&mut archive),
        Some(mut archive) => open_xml::read(&mut archive),
        None => binary::read(bytes),
    };
    Some(found).filter(|found| *found != DocumentProperties::default())
}

/// Returns the author that the note of a PDF on itself gives (XMP, ISO 16684-1), which most
/// programs save as it is. The other place of the author, the document information, is read by
/// lopdf.
#[must_use]
pub fn author_in_pdf(bytes: &[u8]) -> Option<String> {
    let start = memchr::memmem::find(bytes, b"<dc:creator>")? + b"<dc:creator>".len();
    let rest = &bytes[start..bytes.len().min(start + 2000)];
    let end = memchr::memmem::find(rest, b"</dc:creator>")?;
    let names = String::from_utf8_lossy(&rest[..end]).into_owned();
    let names = xml::texts(&names, "rdf:li");
    Some(names.join("; ")).filter(|names| !names.is_empty())
}

//! The elements that a drawing may hold. Everything that runs, embeds another document, or is not
//! listed is left out.

/// The namespace of drawings.
pub(super) const SVG: &str = "http://www.w3.org/2000/svg";
/// The namespace of HTML, which words in a drawing may be marked up with.
pub(super) const XHTML: &str = "http://www.w3.org/1999/xhtml";
/// The namespace of links.
pub(super) const XLINK: &str = "http://www.w3.org/1999/xlink";
/// The namespace of attributes that any XML may have.
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// How an element is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Treatment {
    /// It is written.
    Written,
    /// It is left out, and nobody misses it: notes of a drawing program, which browsers pass over.
    Passed,
    /// It is left out, which is told.
    Removed,
}

/// Decides about an element by its namespace and name.
pub(super) fn element(namespace: Option<&str>, name: &str) -> Treatment {
    let is_listed = match namespace {
        Some(SVG) if name == "metadata" => return Treatment::Passed,
        Some(SVG) => is_svg(name),
        Some(XHTML) => is_markup_of_words(name),
        // Formulas can hold links that run scripts, and nobody draws with these.
        Some("http://www.w3.org/1998/Math/MathML") => false,
        _ => return Treatment::Passed,
    };
    if is_listed {
        Treatment::Written
    } else {
        Treatment::Removed
    }
}

fn is_svg(name: &str) -> bool {
    is_shape_or_text(name) || is_paint(name) || is_filter(name) || is_movement(name)
}

fn is_shape_or_text(name: &str) -> bool {
    matches!(
        name,
        "a" | "altGlyph"
            | "altGlyphDef"
            | "altGlyphItem"
            | "circle"
            | "defs"
            | "desc"
            | "ellipse"
            | "flowDiv"
            | "flowPara"
            | "flowRegion"
            | "flowRoot"
            | "flowSpan"
            | "font"
            | "font-face"
            | "font-face-format"
            | "font-face-name"
            | "font-face-src"
            | "foreignObject"
            | "g"
            | "glyph"
            | "glyphRef"
            | "hkern"
            | "image"
            | "line"
            | "missing-glyph"
            | "path"
            | "polygon"
            | "polyline"
            | "rect"
            | "style"
            | "svg"
            | "switch"
            | "symbol"
            | "text"
            | "textArea"
            | "textPath"
            | "title"
            | "tspan"
            | "use"
            | "view"
            | "vkern"
    )
}

fn is_paint(name: &str) -> bool {
    matches!(
        name,
        "clipPath"
            | "hatch"
            | "hatchpath"
            | "linearGradient"
            | "marker"
            | "mask"
            | "mesh"
            | "meshgradient"
            | "meshpatch"
            | "meshrow"
            | "pattern"
            | "radialGradient"
            | "solidcolor"
            | "stop"
    )
}

fn is_filter(name: &str) -> bool {
    matches!(
        name,
        "filter"
            | "feBlend"
            | "feColorMatrix"
            | "feComponentTransfer"
            | "feComposite"
            | "feConvolveMatrix"
            | "feDiffuseLighting"
            | "feDisplacementMap"
            | "feDistantLight"
            | "feDropShadow"
            | "feFlood"
            | "feFuncA"
            | "feFuncB"
            | "feFuncG"
            | "feFuncR"
            | "feGaussianBlur"
            | "feImage"
            | "feMerge"
            | "feMergeNode"
            | "feMorphology"
            | "feOffset"
            | "fePointLight"
            | "feSpecularLighting"
            | "feSpotLight"
            | "feTile"
            | "feTurbulence"
    )
}

fn is_movement(name: &str) -> bool {
    matches!(
        name,
        "animate" | "animateColor" | "animateMotion" | "animateTransform" | "mpath" | "set"
    )
}

/// Reports whether an element changes attributes of others.
pub(super) fn is_animation(name: &str) -> bool {
    is_movement(name) && name != "mpath"
}

fn is_markup_of_words(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "body"
            | "br"
            | "code"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "em"
            | "font"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "i"
            | "li"
            | "ol"
            | "p"
            | "pre"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "table"
            | "tbody"
            | "td"
            | "th"
            | "thead"
            | "tr"
            | "u"
            | "ul"
    )
}

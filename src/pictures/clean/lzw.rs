//! The codes of the pixels of a GIF picture (GIF 89a, appendix F). From: the pieces that hold them.
//! To: whether they give all pixels.

/// The most codes that a table holds.
const MOST_CODES: usize = 4096;

/// Reports whether codes end before a picture of this size is filled, or are none. The last row
/// does not count: encoders of old left out some pixels of it.
pub(super) fn lacks_pixels(codes: &[u8], (width, height): (usize, usize)) -> bool {
    let Some((&bits, pieces)) = codes.split_first() else {
        return true;
    };
    // Browsers know no other.
    if !(2..=8).contains(&bits) {
        return false;
    }
    let wanted = width * height.saturating_sub(1);
    let mut reader = CodeReader {
        pieces,
        left: 0,
        ahead: 0,
        filled: 0,
    };
    let mut table = CodeTable::new(1 << bits);
    let mut pixels = 0;
    while pixels < wanted {
        let code = reader.next(table.width());
        match code.and_then(|code| table.take(code)) {
            Some(more) => pixels += more,
            None => return true,
        }
    }
    false
}

/// How many pixels each code stands for.
struct CodeTable {
    /// The number of colours, which is the code that empties the table. The next one is the end.
    colours: usize,
    lengths: Vec<usize>,
    /// The number of pixels of the last code, if one came since the table is empty.
    last: Option<usize>,
}

impl CodeTable {
    fn new(colours: usize) -> Self {
        Self {
            colours,
            lengths: vec![1; colours + 2],
            last: None,
        }
    }

    /// Returns how many bits the next code has.
    fn width(&self) -> u32 {
        (usize::BITS - self.lengths.len().leading_zeros()).min(12)
    }

    /// Returns how many pixels a code gives; `None` for the end and for what is no code.
    fn take(&mut self, code: usize) -> Option<usize> {
        if code == self.colours {
            *self = Self::new(self.colours);
            return Some(0);
        }
        if code == self.colours + 1 {
            return None;
        }
        if let Some(last) = self.last
            && self.lengths.len() < MOST_CODES
        {
            self.lengths.push(last + 1);
        }
        let length = *self.lengths.get(code)?;
        self.last = Some(length);
        Some(length)
    }
}

/// Reads codes of changing width, the lowest bit first, from pieces with their length before them.
struct CodeReader<'c> {
    pieces: &'c [u8],
    /// How many bytes are left in the piece.
    left: u8,
    ahead: u32,
    filled: u32,
}

impl CodeReader<'_> {
    fn next(&mut self, width: u32) -> Option<usize> {
        while self.filled < width {
            self.ahead |= u32::from(self.byte()?) << self.filled;
            self.filled += 8;
        }
        let code = self.ahead & ((1 << width) - 1);
        self.ahead >>= width;
        self.filled -= width;
        usize::try_from(code).ok()
    }

    fn byte(&mut self) -> Option<u8> {
        if self.left == 0 {
            self.left = self.take().filter(|length| *length > 0)?;
        }
        self.left -= 1;
        self.take()
    }

    fn take(&mut self) -> Option<u8> {
        let (first, rest) = self.pieces.split_first()?;
        self.pieces = rest;
        Some(*first)
    }
}

#[cfg(test)]
mod tests {
    use super::lacks_pixels;

    /// The codes of a picture of 24 by 18 pixels in four colours, as an encoder writes them.
    const WHOLE: &[u8] =
        b"\x08\xbc\x00\x01\x08\x0c\x30\x80\x60\x00\x81\x08\x0d\x16\x44\x38\x10\x40\x00\x01\x00\
        \x06\x08\x08\x40\x51\xc0\x00\x87\x03\x24\x1e\x74\x08\x91\x20\x00\x88\x17\x07\x42\x9c\
        \x28\x31\x63\x46\x83\x1f\x37\x3e\x24\x38\xd1\xe1\x43\x90\x07\x05\xc8\x0c\xd9\x51\x23\
        \x45\x8a\x05\x41\x4a\x94\x39\xd2\xe1\xc7\x99\x23\x37\xba\x24\x49\xd0\xa4\x48\x8b\x07\
        \x35\x72\xbc\x48\x72\xe2\x43\x9a\x16\x23\xca\xbc\x59\x93\x62\xc4\x93\x35\x83\xde\x7c\
        \xf8\x31\xe5\xd6\x9e\x24\x33\x76\x6d\xc9\x30\xa6\xd7\x97\x05\x71\xc6\x54\xf9\x34\xe8\
        \x50\x8b\x62\x41\xb6\x44\xbb\x36\x22\xc7\x8e\x48\xa5\x56\xbc\xc8\x32\x29\x5f\xa4\x7c\
        \x33\x3a\x7d\xca\x55\x6f\x54\xa4\x5c\xa7\xde\x64\xba\xd3\x6a\xe2\x92\x67\x17\xa3\xbc\
        \xca\xf4\xa3\xc6\x85\x09\xc1\xbe\x9c\xc9\xf2\x6a\xd1\x90\x5c\x17\x86\xe4\xd8\x79\x40\
        \x40\x00";
    const SIZE: (usize, usize) = (24, 18);

    #[test]
    fn codes_that_give_all_pixels_are_whole_and_others_are_not() {
        assert!(!lacks_pixels(WHOLE, SIZE));
        assert!(lacks_pixels(WHOLE, (24, 25)), "too few");
        assert!(lacks_pixels(&[], SIZE));
        for at in (8..WHOLE.len() - 30).step_by(7) {
            let mut spoilt = WHOLE.to_vec();
            spoilt[at..at + 24].fill(0xff);
            assert!(lacks_pixels(&spoilt, SIZE), "{at}");
            assert!(lacks_pixels(&WHOLE[..at], SIZE), "{at}");
        }
    }
}

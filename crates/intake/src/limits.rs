//! How much of a file is borne.

use crate::IntakeFault;

/// How large a file may be, as it comes and once it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes as they come, and as they are kept.
    pub bytes: usize,
    /// Pixels along a side of a picture, also within a PDF.
    pub side: u32,
    /// Pixels of a picture, also within a PDF.
    pub pixels: u64,
    /// Pages of a PDF.
    pub pages: u32,
    /// Bytes to which all streams of a PDF unpack, together.
    pub inflated: u64,
}

impl Default for Limits {
    /// 20 MiB, 16,384 pixels a side, 100 million pixels, 200 pages, 256 MiB unpacked.
    fn default() -> Limits {
        Limits { bytes: 20 << 20, side: 16_384, pixels: 100_000_000, pages: 200, inflated: 256 << 20 }
    }
}

impl Limits {
    /// Whether a picture that says it is so large is borne.
    ///
    /// # Errors
    /// [`IntakeFault::TooManyPixels`].
    pub(crate) fn bear(&self, width: u32, height: u32) -> Result<(), IntakeFault> {
        let pixels = u64::from(width) * u64::from(height);
        if width > self.side || height > self.side || pixels > self.pixels {
            let (side, millions) = (self.side, self.pixels / 1_000_000);
            return Err(IntakeFault::TooManyPixels { width, height, side, millions });
        }
        Ok(())
    }
}

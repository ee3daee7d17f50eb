//! Truths of a Parquet file that may be unknown, decoded as the bits that they are stored as.
//!
//! The level of such a value is one bit, whether it is known; the values that are known stand
//! one after the other, a bit each. Both are copied words at a time, and the values then moved
//! to their rows. The general way makes a byte of every bit and of every level a number first.

use std::fs::File;
use std::sync::Arc;

use arrow::array::{BooleanArray, BooleanBufferBuilder};
use arrow::buffer::{BooleanBuffer, Buffer, NullBuffer};
use arrow::util::bit_chunk_iterator::UnalignedBitChunk;
use parquet::basic::{Encoding, Type};
use parquet::column::page::{Page, PageReader};
use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::serialized_reader::SerializedPageReader;

/// The truths of a column in one row group, in order.
pub(super) struct Flags {
    pages: Box<dyn PageReader>,
    /// Rows of the page in hand that were not read yet.
    left: usize,
    known: Runs,
    values: Runs,
}

impl Flags {
    /// Whether a column can be read so: a truth a row, unknown at times, in encodings that have
    /// a bit for each.
    pub(super) fn fit(column: &ColumnChunkMetaData) -> bool {
        let shape = column.column_descr();
        column.column_type() == Type::BOOLEAN
            && (shape.max_def_level(), shape.max_rep_level()) == (1, 0)
            && column.encodings().all(|encoding| matches!(encoding, Encoding::PLAIN | Encoding::RLE))
    }

    /// The truths of a column that fits.
    ///
    /// # Errors
    /// A kind of compression that is not known.
    pub(super) fn open(file: Arc<File>, column: &ColumnChunkMetaData) -> Result<Flags, ParquetError> {
        let rows = usize::try_from(column.num_values())?;
        Ok(Flags::of(Box::new(SerializedPageReader::new(file, column, rows, None)?)))
    }

    fn of(pages: Box<dyn PageReader>) -> Flags {
        Flags { pages, left: 0, known: Runs::none(), values: Runs::none() }
    }

    /// The next rows.
    ///
    /// # Errors
    /// Fewer rows than that; a page that is damaged.
    pub(super) fn next(&mut self, rows: usize) -> Result<BooleanArray, ParquetError> {
        let (mut known, mut values) = (BooleanBufferBuilder::new(rows), BooleanBufferBuilder::new(rows));
        while known.len() < rows {
            if self.left == 0 {
                self.turn()?;
                continue;
            }
            let (before, some) = (known.len(), self.left.min(rows - known.len()));
            self.known.take(some, &mut known)?;
            let count = UnalignedBitChunk::new(known.as_slice(), before, some).count_ones();
            self.values.take(count, &mut values)?;
            self.left -= some;
        }
        let (known, values) = (known.finish(), values.finish());
        if values.len() == rows {
            return Ok(BooleanArray::new(values, None));
        }
        Ok(BooleanArray::new(spread(&values, &known), Some(NullBuffer::new(known))))
    }

    /// Takes the next page in hand.
    fn turn(&mut self) -> Result<(), ParquetError> {
        match self.pages.get_next_page()?.ok_or_else(ends_early)? {
            Page::DataPage { buf, num_values, encoding, def_level_encoding: Encoding::RLE, .. } => {
                let buffer = Buffer::from(buf);
                let (known, values) = counted(&buffer)?;
                self.begin(num_values, known, values, encoding)
            }
            Page::DataPageV2 {
                buf,
                num_values,
                encoding,
                def_levels_byte_len,
                rep_levels_byte_len: 0,
                ..
            } => {
                let (known, values) = split(&Buffer::from(buf), def_levels_byte_len)?;
                self.begin(num_values, known, values, encoding)
            }
            _ => Err(not_known()),
        }
    }

    fn begin(
        &mut self,
        rows: u32,
        known: Buffer,
        values: Buffer,
        encoding: Encoding,
    ) -> Result<(), ParquetError> {
        self.left = usize::try_from(rows)?;
        self.known = Runs::of(known);
        self.values = match encoding {
            Encoding::PLAIN => Runs::plain(values),
            // A page that knows of nobody may have no values at all.
            Encoding::RLE if values.is_empty() => Runs::none(),
            Encoding::RLE => Runs::of(counted(&values)?.0),
            _ => return Err(not_known()),
        };
        Ok(())
    }
}

/// Bits in runs: some that are all the same, some one by one.
struct Runs {
    bytes: Buffer,
    /// Where the next run begins.
    at: usize,
    run: Run,
}

enum Run {
    Same { bit: bool, left: usize },
    Each { next: usize, left: usize },
}

impl Runs {
    fn of(bytes: Buffer) -> Runs {
        Runs { bytes, at: 0, run: Run::Each { next: 0, left: 0 } }
    }

    fn none() -> Runs {
        Runs::of(Buffer::default())
    }

    /// Bits without runs.
    fn plain(bytes: Buffer) -> Runs {
        let (at, left) = (bytes.len(), bytes.len() * 8);
        Runs { bytes, at, run: Run::Each { next: 0, left } }
    }

    /// Adds the next bits to those in `bits`.
    fn take(&mut self, count: usize, bits: &mut BooleanBufferBuilder) -> Result<(), ParquetError> {
        let mut wanted = count;
        while wanted > 0 {
            match &mut self.run {
                Run::Same { left: 0, .. } | Run::Each { left: 0, .. } => self.run = self.next_run()?,
                Run::Same { bit, left } => {
                    let some = wanted.min(*left);
                    bits.append_n(some, *bit);
                    *left -= some;
                    wanted -= some;
                }
                Run::Each { next, left } => {
                    let some = wanted.min(*left);
                    bits.append_packed_range(*next..*next + some, &self.bytes);
                    *next += some;
                    *left -= some;
                    wanted -= some;
                }
            }
        }
        Ok(())
    }

    fn next_run(&mut self) -> Result<Run, ParquetError> {
        let header = self.number()?;
        let length = usize::try_from(header >> 1)?;
        if header & 1 == 0 {
            return Ok(Run::Same { bit: self.byte()? != 0, left: length });
        }
        // Eight bits a byte. Some writers leave out what the last run has too many.
        let (from, bytes) = (self.at, length.min(self.bytes.len() - self.at));
        self.at += bytes;
        Ok(Run::Each { next: from * 8, left: bytes * 8 })
    }

    /// A number in groups of seven bits, the lowest first.
    fn number(&mut self) -> Result<u64, ParquetError> {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(not_known())
    }

    fn byte(&mut self) -> Result<u8, ParquetError> {
        let byte = self.bytes.get(self.at).copied().ok_or_else(ends_early)?;
        self.at += 1;
        Ok(byte)
    }
}

/// A part that begins with its length in four bytes, and what stands after it.
fn counted(buffer: &Buffer) -> Result<(Buffer, Buffer), ParquetError> {
    let (length, _) = buffer.split_first_chunk().ok_or_else(ends_early)?;
    split(&buffer.slice(length.len()), u32::from_le_bytes(*length))
}

/// So many bytes, and what stands after them.
fn split(buffer: &Buffer, length: u32) -> Result<(Buffer, Buffer), ParquetError> {
    let length = usize::try_from(length)?;
    if length > buffer.len() {
        return Err(ends_early());
    }
    Ok((buffer.slice_with_length(0, length), buffer.slice(length)))
}

fn ends_early() -> ParquetError {
    ParquetError::EOF("a page of truths ends early".to_owned())
}

fn not_known() -> ParquetError {
    ParquetError::NYI("a page of truths in a form that its column does not tell of".to_owned())
}

/// The values at the rows of which they are known.
fn spread(values: &BooleanBuffer, known: &BooleanBuffer) -> BooleanBuffer {
    let values: Vec<u64> = values.bit_chunks().iter_padded().collect();
    let mut taken = 0;
    let rows = known.bit_chunks().iter_padded().map(|known| {
        let (word, shift) = (taken / 64, taken % 64);
        taken += known.count_ones();
        let at = |word: u32| values.get(word as usize).copied().unwrap_or_default();
        deposit(at(word) >> shift | at(word + 1).checked_shl(64 - shift).unwrap_or_default(), known)
    });
    BooleanBuffer::new(Buffer::from_vec(rows.collect::<Vec<u64>>()), 0, known.len())
}

/// The lowest bits, in order, at the places that are set.
fn deposit(mut bits: u64, mut places: u64) -> u64 {
    /// With fewer gaps than this between the places it is faster to make room for each.
    const FEW: u32 = 24;
    let mut gaps = !places;
    if gaps.count_ones() < FEW {
        while gaps != 0 {
            let below = (1 << gaps.trailing_zeros()) - 1;
            bits = (bits & below) | (bits & !below) << 1;
            gaps &= gaps - 1;
        }
        return bits;
    }
    let mut placed = 0;
    while places != 0 {
        placed |= (places & places.wrapping_neg()) * (bits & 1);
        bits >>= 1;
        places &= places - 1;
    }
    placed
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use arrow::array::{ArrayRef, AsArray, RecordBatch};
    use parquet::arrow::ArrowWriter;
    use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ParquetRecordBatchReaderBuilder};
    use parquet::basic::{Compression, ZstdLevel};
    use parquet::column::page::PageMetadata;
    use parquet::file::properties::{WriterProperties, WriterPropertiesBuilder, WriterVersion};
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    /// Pages that were read before.
    struct Read(VecDeque<Page>);

    impl Iterator for Read {
        type Item = Result<Page, ParquetError>;

        fn next(&mut self) -> Option<Self::Item> {
            self.0.pop_front().map(Ok)
        }
    }

    impl PageReader for Read {
        fn get_next_page(&mut self) -> Result<Option<Page>, ParquetError> {
            Ok(self.0.pop_front())
        }

        fn peek_next_page(&mut self) -> Result<Option<PageMetadata>, ParquetError> {
            Ok(None)
        }

        fn skip_next_page(&mut self) -> Result<(), ParquetError> {
            Ok(())
        }
    }

    /// A file with one column of truths, and what is in it as the general reader finds it.
    struct Written {
        file: Arc<File>,
        column: ColumnChunkMetaData,
        truths: BooleanArray,
    }

    fn written(name: &str, truths: Vec<Option<bool>>, properties: WriterPropertiesBuilder) -> Written {
        let path = std::env::temp_dir().join(format!("leye-flags-{name}-{}.parquet", std::process::id()));
        let column: ArrayRef = Arc::new(BooleanArray::from(truths));
        let batch = RecordBatch::try_from_iter_with_nullable([("so", column, true)]).unwrap();
        let schema = batch.schema();
        let mut writer =
            ArrowWriter::try_new(File::create(&path).unwrap(), schema, Some(properties.build())).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        let file = File::open(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        let metadata = ArrowReaderMetadata::load(&file, Default::default()).unwrap();
        let column = metadata.metadata().row_group(0).column(0).clone();
        let general = ParquetRecordBatchReaderBuilder::new_with_metadata(file.try_clone().unwrap(), metadata)
            .with_batch_size(1 << 20);
        let truths = general.build().unwrap().next().unwrap().unwrap().column(0).as_boolean().clone();
        Written { file: Arc::new(file), column, truths }
    }

    /// Truths in stretches, of which some are not known: so many in a hundred.
    fn random(chance: &mut ChaCha8Rng, rows: usize, unknown: u32) -> Vec<Option<bool>> {
        let mut truths: Vec<Option<bool>> = Vec::new();
        while truths.len() < rows {
            let stretch = if chance.random_bool(0.1) { chance.random_range(1..300) } else { 1 };
            let truth = (chance.random_range(0..100) >= unknown).then(|| chance.random_bool(0.4));
            truths.extend(std::iter::repeat_n(truth, stretch.min(rows - truths.len())));
        }
        truths
    }

    /// Every way of writing; pages of some rows, so that pages and batches end at other places.
    fn ways(page: usize) -> Vec<WriterPropertiesBuilder> {
        let compressions = [
            Compression::UNCOMPRESSED,
            Compression::SNAPPY,
            Compression::ZSTD(ZstdLevel::default()),
            Compression::LZ4_RAW,
            Compression::GZIP(Default::default()),
        ];
        let of = |version, encoding: Option<Encoding>, compression| {
            let way = WriterProperties::builder().set_writer_version(version).set_compression(compression);
            let way = way.set_data_page_row_count_limit(page).set_write_batch_size(page.min(64));
            encoding.into_iter().fold(way, WriterPropertiesBuilder::set_encoding)
        };
        let versions = [
            (WriterVersion::PARQUET_1_0, None),
            (WriterVersion::PARQUET_2_0, None),
            (WriterVersion::PARQUET_1_0, Some(Encoding::RLE)),
            (WriterVersion::PARQUET_2_0, Some(Encoding::PLAIN)),
        ];
        let both = versions.into_iter().flat_map(|it| compressions.map(|compression| (it, compression)));
        both.map(|((version, encoding), compression)| of(version, encoding, compression)).collect()
    }

    fn pages(written: &Written) -> VecDeque<Page> {
        let rows = written.truths.len();
        SerializedPageReader::new(written.file.clone(), &written.column, rows, None)
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap()
    }

    /// Batches of random sizes until there are no rows any more.
    fn read(mut flags: Flags, rows: usize, chance: &mut ChaCha8Rng) -> Result<(), ParquetError> {
        let mut left = rows;
        while left > 0 {
            let some = chance.random_range(1..500).min(left);
            assert_eq!(flags.next(some)?.len(), some);
            left -= some;
        }
        Ok(())
    }

    #[test]
    fn truths_are_read_as_the_general_reader_reads_them() {
        let mut chance = ChaCha8Rng::seed_from_u64(7);
        for (unknown, rows, page) in [
            (0, 1_000, 300),
            (1, 5_000, 1_000),
            (50, 3_000, 130),
            (100, 700, 64),
            (97, 2_000, 1_999),
            (3, 1, 1),
        ] {
            for properties in ways(page) {
                let truths = random(&mut chance, rows, unknown);
                let written = written("alike", truths.clone(), properties);
                assert_eq!(written.truths, BooleanArray::from(truths));
                assert!(Flags::fit(&written.column));
                let mut flags = Flags::open(written.file.clone(), &written.column).unwrap();
                let mut row = 0;
                while row < rows {
                    let some = chance.random_range(1..500).min(rows - row);
                    assert_eq!(flags.next(some).unwrap(), written.truths.slice(row, some), "{unknown} {row}");
                    row += some;
                }
                assert!(flags.next(1).is_err());
            }
        }
    }

    #[test]
    fn a_damaged_page_is_an_error_or_other_truths_but_never_a_panic() {
        let mut chance = ChaCha8Rng::seed_from_u64(8);
        for properties in ways(200) {
            let written = written("damaged", random(&mut chance, 600, 20), properties);
            let whole = pages(&written);
            for _ in 0..200 {
                let mut pages = whole.clone();
                let page = chance.random_range(0..pages.len());
                damage(&mut pages[page], &mut chance);
                let _ = read(Flags::of(Box::new(Read(pages))), 600, &mut chance);
            }
        }
    }

    /// Cuts a page, changes a byte of it, or lies of it.
    fn damage(page: &mut Page, chance: &mut ChaCha8Rng) {
        let lie = chance.random_range(0..1_000);
        let (Page::DataPage { buf, num_values, .. } | Page::DataPageV2 { buf, num_values, .. }) = page else {
            return;
        };
        let at = chance.random_range(0..buf.len());
        match chance.random_range(0..3) {
            0 => buf.truncate(at),
            1 => {
                let mut bytes = buf.to_vec();
                bytes[at] = chance.random_range(0..=255);
                *buf = bytes.into();
            }
            _ => *num_values = lie,
        }
        if let Page::DataPageV2 { def_levels_byte_len, .. } = page
            && chance.random_bool(0.3)
        {
            *def_levels_byte_len = lie;
        }
    }

    #[test]
    fn every_cut_of_a_page_that_lacks_truths_is_an_error() {
        let mut chance = ChaCha8Rng::seed_from_u64(9);
        // Truths that change from row to row, so that every byte counts.
        let truths: Vec<_> = (0..64).map(|row| Some(row % 3 == 0)).collect();
        let written = written("cut", truths, WriterProperties::builder());
        let pages = pages(&written);
        for length in 0..pages[0].buffer().len() {
            let mut pages = pages.clone();
            let Page::DataPage { buf, .. } = &mut pages[0] else { panic!("another page") };
            buf.truncate(length);
            assert!(read(Flags::of(Box::new(Read(pages))), 64, &mut chance).is_err(), "{length}");
        }
    }

    #[test]
    fn bits_are_put_at_their_places_whatever_the_places() {
        let mut chance = ChaCha8Rng::seed_from_u64(10);
        for round in 0..2_000 {
            let bits: u64 = chance.random();
            let thin = |places: u64| if round % 2 == 0 { places } else { !places };
            let places = thin((0..round % 7).fold(u64::MAX, |all, _| all & chance.random::<u64>()));
            let mut expected = 0;
            for (nth, place) in (0..64).filter(|place| places >> place & 1 == 1).enumerate() {
                expected |= (bits >> nth & 1) << place;
            }
            assert_eq!(deposit(bits, places), expected, "{bits:x} {places:x}");
        }
    }
}

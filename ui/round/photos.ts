// Photos of a visit: made smaller, so that a day's visits fit on a telephone, and without what a
// camera writes beside the picture.

const LONGEST = 2000;
const QUALITY = 0.85;

/** The picture as a JPEG of a size that can be read on paper; as it came where it cannot be drawn. */
export async function smaller(photo: Blob): Promise<Blob> {
  if (!photo.type.startsWith("image/")) return photo;
  let picture;
  try {
    picture = await createImageBitmap(photo);
  } catch {
    // The service knows more kinds than the browser and says what it cannot take.
    return photo;
  }
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  const brush = canvas.getContext("2d");
  if (!brush) return photo;
  // Where a picture has holes, paper is white.
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  return made ?? photo;
}

/** A picture as an address that an image can show. */
export function shown(photo: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(photo);
  });
}

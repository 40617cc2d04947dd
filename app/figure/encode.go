package figure

// This file finishes what gonum/plot's canvases leave out: the printed size of a PNG, and fonts to fall back on in an
// SVG.

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"io"
	"math"

	"gonum.org/v1/plot/vg/vgsvg"
)

// writePNG writes a picture with its resolution, so that programs place it at its printed size.
func writePNG(w io.Writer, m image.Image, dpi int) error {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		return err
	}
	const header = 8 + 25 // signature and IHDR, which pHYs has to follow
	raw := b.Bytes()
	if _, err := w.Write(raw[:header]); err != nil {
		return err
	}
	if _, err := w.Write(physical(dpi)); err != nil {
		return err
	}
	_, err := w.Write(raw[header:])
	return err
}

// physical is the PNG chunk pHYs: dots per metre along x and y.
func physical(dpi int) []byte {
	perMetre := uint32(math.Round(float64(dpi) / 0.0254))
	body := []byte("pHYs")
	body = binary.BigEndian.AppendUint32(body, perMetre)
	body = binary.BigEndian.AppendUint32(body, perMetre)
	body = append(body, 1) // unit: metre
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))
	chunk = append(chunk, body...)
	return binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(body))
}

// mended is what is changed in an SVG. Fallbacks name common fonts of similar width for readers without Roboto. The medium weight is a family of its own
// in the font's tables; viewers know it as a weight of Roboto.
var mended = [][2]string{
	{"font-family:Roboto Medium;", "font-family:Roboto,Arial,Helvetica,sans-serif;"},
	{"font-family:Roboto;", "font-family:Roboto,Arial,Helvetica,sans-serif;"},
	{"font-variant:none;", ""},
	{"data:image/jpg;", "data:image/png;"}, // what it is
}

// writeSVG writes an SVG whose words stay words.
func writeSVG(w io.Writer, c *vgsvg.Canvas) error {
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return err
	}
	out := b.Bytes()
	for _, f := range mended {
		out = bytes.ReplaceAll(out, []byte(f[0]), []byte(f[1]))
	}
	_, err := w.Write(out)
	return err
}

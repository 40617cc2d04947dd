package widgets

import (
	"bytes"
	"encoding/xml"
	"image"
	"image/color"
	"image/draw"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgpdf"
	"gonum.org/v1/plot/vg/vgsvg"
)

// onPaper draws a plot through gonum/plot at one pixel a unit.
func onPaper(p Plot, w, h int) *image.RGBA {
	c := vgimg.NewWith(vgimg.UseImage(draw.Image(image.NewRGBA(image.Rect(0, 0, w, h)))), vgimg.UseDPI(72))
	v := &Vector{C: c, Format: PNG, Height: float64(h)}
	page := Rect{0, 0, float64(w), float64(h)}
	v.Box(page, p.Frame.paper())
	p.Draw(v, page)
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(m, m.Rect, c.Image(), image.Point{}, draw.Src)
	return m
}

// coarse averages blocks of 8×8 pixels.
func coarse(m *image.RGBA) [][3]float64 {
	const b = 8
	var out [][3]float64
	for y := 0; y+b <= m.Rect.Dy(); y += b {
		for x := 0; x+b <= m.Rect.Dx(); x += b {
			var s [3]float64
			for j := range b {
				for i := range b {
					p := m.Pix[m.PixOffset(x+i, y+j):]
					for k := range 3 {
						s[k] += float64(p[k]) / (b * b)
					}
				}
			}
			out = append(out, s)
		}
	}
	return out
}

// apart is the mean and the largest difference of two pictures, seen coarsely.
func apart(a, b *image.RGBA) (mean, most float64) {
	p, q := coarse(a), coarse(b)
	for i := range p {
		for k := range 3 {
			d := math.Abs(p[i][k] - q[i][k])
			mean += d / float64(3*len(p))
			most = max(most, d)
		}
	}
	return mean, most
}

// The screen and a file show the same: both canvases agree but for anti-aliasing.
func TestScreenAndFileAgree(t *testing.T) {
	for name, p := range map[string]Plot{
		"scatter": samplePlot(Light(), 2000, false), "colours": samplePlot(Dark(), 2000, true),
		"losses": lossPlot(Light()), "marginal": marginalPlot(Light(), false), "upright": marginalPlot(Dark(), true),
		"latent": latentPlot(Dark()), "density": densityPlot(Light()),
	} {
		mean, most := apart(raster(p, 320, 320, 1), onPaper(p, 320, 320))
		t.Logf("%s: mean %.2f, most %.1f", name, mean, most)
		if mean > 1.2 || most > 24 {
			t.Errorf("%s: screen and file differ by %.2f of 255 in the mean, %.1f at most", name, mean, most)
		}
	}
	// The measure notices one mark that is missing.
	p := samplePlot(Light(), 2000, false)
	whole := raster(p, 320, 320, 1)
	p.Marks = p.Marks[:2]
	if mean, most := apart(whole, onPaper(p, 320, 320)); mean <= 1.2 && most <= 24 {
		t.Errorf("a file without the truth and the digits passes: %.2f, %.1f", mean, most)
	}
}

// A picture for a finer screen shows the same.
func TestScalesAgree(t *testing.T) {
	p := samplePlot(Light(), 2000, false)
	p.Frame.Inner = Rect{40, 10, 310, 280} // so that rounding to pixels is the same
	one, two := raster(p, 320, 320, 1), raster(p, 320, 320, 2)
	half := image.NewRGBA(one.Rect)
	for y := range 320 {
		for x := range 320 {
			for c := range 4 {
				sum := 0
				for _, d := range [4][2]int{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
					sum += int(two.Pix[two.PixOffset(2*x+d[0], 2*y+d[1])+c])
				}
				half.Pix[half.PixOffset(x, y)+c] = uint8(sum / 4)
			}
		}
	}
	if mean, most := apart(one, half); mean > 1.2 || most > 24 {
		t.Errorf("one and two pixels to a unit differ by %.2f of 255 in the mean, %.1f at most", mean, most)
	}
}

func TestSVG(t *testing.T) {
	c := vgsvg.New(300, 300)
	p := samplePlot(Light(), 50, true)
	p.Frame.X.Label = Words("a < b & c")
	p.Draw(&Vector{C: c, Format: SVG, Height: 300}, Rect{0, 0, 300, 300})
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	text, circles := svgParts(t, b.Bytes())
	for _, want := range []string{"−2", "2", "x", "a < b & c"} {
		if !strings.Contains(text, "|"+want+"|") {
			t.Errorf("no word %q in %s", want, text)
		}
	}
	if circles < 100 {
		t.Errorf("only %d circles", circles)
	}
}

// svgParts returns the words of an SVG between bars, and counts its paths with arcs.
func svgParts(t *testing.T, svg []byte) (text string, arcs int) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(svg))
	text = "|"
	inText := false
	for {
		tok, err := d.Token()
		if err != nil {
			if err.Error() != "EOF" {
				t.Fatalf("the SVG is not well-formed: %v", err)
			}
			return text, arcs
		}
		switch e := tok.(type) {
		case xml.StartElement:
			inText = e.Name.Local == "text"
			for _, a := range e.Attr {
				if a.Name.Local == "d" && strings.Contains(a.Value, "A") {
					arcs++
				}
			}
		case xml.CharData:
			if inText {
				text += string(e) + "|"
			}
		case xml.EndElement:
			inText = false
		}
	}
}

func TestManyDotsBecomeAnImage(t *testing.T) {
	size := func(dpi float64) int {
		c := vgsvg.New(300, 300)
		p := samplePlot(Light(), 8000, false)
		p.Draw(&Vector{C: c, Format: SVG, Height: 300, DotsDPI: dpi}, Rect{0, 0, 300, 300})
		var b bytes.Buffer
		if _, err := c.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		svgParts(t, b.Bytes())
		return b.Len()
	}
	if single, one := size(0), size(300); one > single/3 {
		t.Errorf("%d bytes as an image, %d as circles", one, single)
	}
}

func TestPDF(t *testing.T) {
	c := vgpdf.New(300, 300)
	p := latentPlot(Light())
	p.Draw(&Vector{C: c, Format: PDF, Height: 300}, Rect{0, 0, 300, 300})
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(b.Bytes(), []byte("%PDF-")) || !bytes.Contains(b.Bytes(), []byte("%%EOF")) {
		t.Error("this is not a PDF")
	}
	if bytes.Contains(b.Bytes(), []byte("/FontFile")) {
		t.Error("text is not set as shapes")
	}
}

// The PDF canvas premultiplies what it should not; a colour handed to it must come out as it is.
func TestPDFColour(t *testing.T) {
	c := Alpha(Light().Post, 0.5)
	r, g, b, a := straight(c).RGBA()
	if got := (color.NRGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), uint8(a >> 8)}); got != c {
		t.Errorf("%v becomes %v", c, got)
	}
}

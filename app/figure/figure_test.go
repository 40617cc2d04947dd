package figure

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"innlab/app/session"
	"innlab/app/window/giotest/golden"
	"innlab/inn"
	"innlab/widgets"
)

// figures are one of each kind.
func figures(t testing.TB) map[string]Figure {
	s := newSample(t, "some", 1200)
	cloud := s.draw(s.y, 1200, 0.95)
	return map[string]Figure{
		"ablation":  sampleAblation(t, 400),
		"posterior": &Posterior{Setup: s.setup, Y: s.y, Prior: s.prior, Cloud: cloud, Truth: s.exact},
		"marginals": &Marginals{Setup: s.setup, Y: s.y, Prior: s.prior, Cloud: cloud, Truth: s.exact},
		"latent":    sampleLatent(t),

		"compare":     sampleComparison(t, 400),
		"calibration": sampleCalibration(s.setup),
		"losses":      sampleLosses(),
		"growth":      sampleGrowth(),
	}
}

// encoded is a figure as the bytes of a file.
func encoded(t testing.TB, ext string, f Figure, size Size, dark bool) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b, ext, f, size, dark); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPictures(t *testing.T) {
	for name, f := range figures(t) {
		for _, dark := range []bool{false, true} {
			size := f.Size()
			size.DPI = 80
			full := name + "-light"
			if dark {
				if name == "marginals" || name == "calibration" || name == "compare" || name == "losses" || name == "growth" {
					continue // nothing in them that the others do not show
				}
				full = name + "-dark"
			}
			t.Run(full, func(t *testing.T) {
				golden.Check(t, full, func() *image.RGBA {
					m, err := png.Decode(bytes.NewReader(encoded(t, ".png", f, size, dark)))
					if err != nil {
						t.Fatal(err)
					}
					out := image.NewRGBA(m.Bounds())
					draw.Draw(out, out.Rect, m, image.Point{}, draw.Src)
					return out
				})
			})
		}
	}
}

// A PNG has the pixels and the resolution of its printed size.
func TestPNGSize(t *testing.T) {
	f := sampleLosses()
	b := encoded(t, ".png", f, Millimetres(85, 60), false)
	m, err := png.DecodeConfig(bytes.NewReader(b))
	if err != nil || m.Width != 1004 || m.Height != 709 {
		t.Errorf("85x60mm is %dx%d pixels, %v", m.Width, m.Height, err)
	}
	i := bytes.Index(b, []byte("pHYs"))
	if i < 0 || binary.BigEndian.Uint32(b[i+4:]) != 11811 || b[i+12] != 1 {
		t.Error("the PNG does not say 300 dots per inch")
	}
	size, err := ParseSize("640x480px")
	if err != nil {
		t.Fatal(err)
	}
	b = encoded(t, ".png", f, size, false)
	if m, _ := png.DecodeConfig(bytes.NewReader(b)); m.Width != 640 || m.Height != 480 {
		t.Errorf("640x480px is %dx%d pixels", m.Width, m.Height)
	}
}

// word is a text of an SVG with the size it is set in.
type word struct {
	text string
	size float64
}

var fontSize = regexp.MustCompile(`font-size:([0-9.]+)px`)

// words reads the texts of an SVG; it fails where the SVG is not well-formed.
func words(svg []byte) (out []word, err error) {
	d := xml.NewDecoder(bytes.NewReader(svg))
	size := 0.0
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		switch e := tok.(type) {
		case xml.StartElement:
			size = 0
			for _, a := range e.Attr {
				if m := fontSize.FindStringSubmatch(a.Value); m != nil && e.Name.Local == "text" {
					size, _ = strconv.ParseFloat(m[1], 64)
				}
			}
		case xml.CharData:
			if size > 0 {
				out = append(out, word{string(e), size})
			}
		case xml.EndElement:
			size = 0
		}
	}
}

// tooSmall returns words that cannot be read in print: below 7 points, subscripts below 5.
func tooSmall(words []word) (small []word) {
	for _, w := range words {
		if least := 7.; w.size < least && !(w.size >= 5 && len(w.text) == 1) {
			small = append(small, w)
		}
	}
	return small
}

func TestSVG(t *testing.T) {
	want := map[string]string{
		"ablation":  "Truth|All losses|(|every label|y| = label 0|label 3|prior|posterior|truth, 2σ|Right label 99.1 %|Error 0.021|rec|−2",
		"posterior": "p(|x| | |y|prior|truth, 2σ|−2|1|2",
		"marginals": "density|x|prior|truth",
		"latent":    "Where each |z|mode|7",
		"losses":    "training steps|loss, not weighted|L|ramp| off|4k|0.01|Eight modes, some",
	}
	for name, f := range figures(t) {
		svg := encoded(t, ".svg", f, f.Size(), false)
		got, err := words(svg)
		if err != nil {
			t.Fatalf("%s: the SVG is not well-formed: %v", name, err)
		}
		said := map[string]bool{}
		for _, w := range got {
			said[strings.TrimSpace(w.text)] = true
		}
		for w := range strings.SplitSeq(want[name], "|") {
			if w = strings.TrimSpace(w); w != "" && !said[w] {
				t.Errorf("%s does not say %q but %v", name, w, got)
			}
		}
		if small := tooSmall(got); len(small) > 0 {
			t.Errorf("%s: too small in print: %v", name, small)
		}
		if len(svg) > 4<<20 {
			t.Errorf("%s has %d bytes", name, len(svg))
		}
	}
}

func TestSVGChecksCanFail(t *testing.T) {
	if _, err := words([]byte("<svg><g></svg>")); err == nil {
		t.Error("an SVG that is not well-formed passes")
	}
	if got, err := words([]byte(`<svg><text style="font-size:6.5px">small</text></svg>`)); err != nil || len(tooSmall(got)) != 1 {
		t.Errorf("small words pass: %v %v", got, err)
	}
}

func TestPDF(t *testing.T) {
	box := regexp.MustCompile(`/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]`)
	for name, f := range figures(t) {
		pdf := encoded(t, ".pdf", f, f.Size(), false)
		if !bytes.HasPrefix(pdf, []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimSpace(pdf), []byte("%%EOF")) {
			t.Errorf("%s: this is not a whole PDF", name)
		}
		m := box.FindSubmatch(pdf)
		if m == nil {
			t.Fatalf("%s: the PDF has no page", name)
		}
		w, _ := strconv.ParseFloat(string(m[1]), 64)
		if math.Abs(w-f.Size().W) > 0.1 {
			t.Errorf("%s: the page is %v points wide, not %v", name, w, f.Size().W)
		}
	}
}

// Files with very many points hold them as an image.
func TestManyDots(t *testing.T) {
	s := newSample(t, "some", 30000)
	f := &Posterior{Setup: s.setup, Y: s.y, Cloud: s.exact}
	svg := encoded(t, ".svg", f, f.Size(), false)
	if !bytes.Contains(svg, []byte("data:image/png;base64,")) || len(svg) > 2<<20 {
		t.Errorf("30 000 points take %d bytes", len(svg))
	}
}

// Nothing is drawn outside the page, however small or oblong it is.
func TestFiguresStayOnTheirPage(t *testing.T) {
	const edge = 30
	for name, f := range figures(t) {
		least := f.Least()
		for _, size := range []Size{f.Size(), least, Millimetres(250, 250), {W: least.W, H: 600}, {W: 600, H: least.H}} {
			m := image.NewRGBA(image.Rect(0, 0, int(size.W)+2*edge, int(size.H)+2*edge))
			draw.Draw(m, m.Rect, image.White, image.Point{}, draw.Src)
			page := widgets.Rect{X0: edge, Y0: edge, X1: edge + size.W, Y1: edge + size.H}
			f.Draw(widgets.NewPixels(m, 1), page, widgets.Light(), Print)
			if at, ok := outside(m, image.Rect(edge, edge, edge+int(size.W)+1, edge+int(size.H)+1)); ok {
				t.Errorf("%s on %v: (%d, %d) is drawn on", name, size, at.X-edge, at.Y-edge)
			}
		}
	}
}

// outside returns a place outside r that is not white.
func outside(m *image.RGBA, r image.Rectangle) (image.Point, bool) {
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			if p := image.Pt(x, y); !p.In(r) && m.RGBAAt(x, y) != (color.RGBA{255, 255, 255, 255}) {
				return p, true
			}
		}
	}
	return image.Point{}, false
}

func TestWriteErrors(t *testing.T) {
	dir := t.TempDir()
	f := sampleLosses()
	for name, c := range map[string]struct {
		path string
		f    Figure
		o    Options
		want string
	}{
		"type":     {filepath.Join(dir, "a.jpg"), f, Options{}, "use png, svg or pdf"},
		"no type":  {filepath.Join(dir, "a"), f, Options{}, "no file type"},
		"folder":   {filepath.Join(dir, "none", "a.png"), f, Options{}, "does not exist"},
		"columns":  {filepath.Join(dir, "a.png"), &Ablation{}, Options{}, "no columns"},
		"curves":   {filepath.Join(dir, "a.png"), &Losses{}, Options{}, "no loss curves"},
		"nothing":  {filepath.Join(dir, "a.png"), &Losses{History: &session.History{Step: []float64{1}}}, Options{}, "no positive values"},
		"scene":    {filepath.Join(dir, "a.png"), &Posterior{}, Options{}, "no scene"},
		"samples":  {filepath.Join(dir, "a.png"), &Marginals{Setup: sampleLatent(t).Setup}, Options{}, "no samples"},
		"cells":    {filepath.Join(dir, "a.png"), &Latent{Setup: sampleLatent(t).Setup}, Options{}, "square grid"},
		"narrow":   {filepath.Join(dir, "a.png"), sampleAblation(t, 5), Options{Size: Millimetres(85, 85)}, "needs at least"},
		"tiny":     {filepath.Join(dir, "a.png"), f, Options{Size: Millimetres(10, 60)}, "too small"},
		"enormous": {filepath.Join(dir, "a.png"), f, Options{Size: Millimetres(4000, 4000)}, "too large"},
	} {
		err := Write(c.path, c.f, c.o)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%v is left behind", left)
	}
	for _, ext := range Formats {
		path := filepath.Join(dir, "a."+strings.ToUpper(ext))
		if err := Write(path, f, Options{}); err != nil {
			t.Error(err)
		}
		if st, err := os.Stat(path); err != nil || st.Size() == 0 {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// Unbiased estimates fall below zero; the axis stays with the losses that do not, and the curve runs along its end.
func TestLossesBelowZero(t *testing.T) {
	f := sampleLosses()
	for k := 200; k < 400; k++ {
		f.History.Value[inn.LossX][k] = -1e-4
		f.History.Value[inn.LossZ][k] = 1e-9
	}
	_, curves := calmed(f.History)
	y := lossAxis(curves)
	if y.Min < 1e-3 || y.Min > lossBottom || y.Max < 1.5 {
		t.Errorf("the axis shows %g to %g", y.Min, y.Max)
	}
	low := lifted(curves[inn.LossX], y)
	if end := low[len(low)-1]; !(end > y.Min && end < 1.1*y.Min) {
		t.Errorf("the curve ends at %g above %g", end, y.Min)
	}
	if err := f.Check(); err != nil {
		t.Error(err)
	}
}

// The figure says which form of L_x each column trained with.
func TestAblationSaysWhatLxCompares(t *testing.T) {
	f := sampleAblation(t, 20)
	form := func() string {
		got, err := words(encoded(t, ".svg", f, f.Size(), false))
		if err != nil {
			t.Fatal(err)
		}
		s := ""
		for _, w := range got {
			s += w.text
		}
		return s
	}
	if s := form(); !strings.Contains(s, "Lx(x, y)rec") || !strings.Contains(s, "Lx(x)rec") || !strings.Contains(s, "Lx(x)compares xalone") {
		t.Errorf("the forms of L_x are not in %q", s)
	}
	f.Columns[1].Shape = inn.ShapeX
	if s := form(); strings.Contains(s, "(x, y)") {
		t.Errorf("no column compares (x, y), yet the figure says %q", s)
	}
}

func TestAblationLayout(t *testing.T) {
	f := sampleAblation(t, 10)
	l := f.Layout(widgets.Rect{X1: 1240, Y1: 640}, Screen)
	if l.Side < 215 || l.Side > 260 {
		t.Errorf("panels of %v on the screen", l.Side)
	}
	for row := range l.Panels {
		for i, p := range l.Panels[row] {
			if math.Abs(p.W()-l.Side) > 1e-9 || math.Abs(p.H()-l.Side) > 1e-9 {
				t.Errorf("panel %d, %d is %v", row, i, p)
			}
			if i > 0 && p.X0 <= l.Panels[row][i-1].X1 {
				t.Errorf("panel %d, %d lies over its neighbour", row, i)
			}
		}
	}
	for i, pills := range l.Pills {
		if (len(pills) == 0) != f.Columns[i].Truth {
			t.Errorf("column %d has %d pills", i, len(pills))
		}
		for k, p := range pills {
			if p.Rect.X1 > l.Panels[0][i].X1+1 || k > 0 && p.Rect.X0 < pills[k-1].Rect.X1 {
				t.Errorf("column %d, pill %d lies at %v", i, k, p.Rect)
			}
		}
	}
	if b := f.Best(); b != 1 {
		t.Errorf("the best column is %d", b)
	}
}

package widgets

// This file finds fonts of the system for what the embedded ones lack, so that names in any script can be read. They are
// looked for once a text needs one, and such a text is drawn as the outlines of its glyphs.

import (
	"image"
	"image/color"
	"image/draw"
	"io"
	"log"
	"os"
	"path/filepath"
	"sync"
	"unicode"

	gofont "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/fontscan"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
	"gonum.org/v1/plot/vg"

	"eliasnaur.com/font/roboto/robotoregular"
	"golang.org/x/image/font/gofont/goregular"
)

// lacking are the runes of the basic plane that no embedded font has.
var lacking = sync.OnceValue(func() *[1 << 16]bool {
	var fonts []*sfnt.Font
	for _, ttf := range [][]byte{robotoregular.TTF, goregular.TTF} {
		f, err := sfnt.Parse(ttf)
		if err != nil {
			panic("widgets: an embedded font cannot be read: " + err.Error())
		}
		fonts = append(fonts, f)
	}
	list := new([1 << 16]bool)
	var buf sfnt.Buffer
	for r := rune(0x80); r < 1<<16; r++ {
		has := !unicode.IsGraphic(r)
		for _, f := range fonts {
			i, err := f.GlyphIndex(&buf, r)
			has = has || err == nil && i != 0
		}
		list[r] = !has
	}
	return list
})

// lacks reports whether the embedded fonts lack a rune, covered whether they have all of a text.
func lacks(r rune) bool { return r >= 0x80 && (r >= 1<<16 || lacking()[r]) }

func covered(words string) bool {
	for _, r := range words {
		if lacks(r) {
			return false
		}
	}
	return true
}

// Prepare looks for the fonts that texts need, which may take a second the first time.
func Prepare(texts ...string) {
	for _, words := range texts {
		for _, r := range words {
			if lacks(r) {
				systemFont(r)
			}
		}
	}
}

// system is the fonts of the system that have been found.
var system struct {
	sync.Mutex
	fonts *fontscan.FontMap // nil before one is needed
	of    map[rune]*gofont.Font
}

// systemFont is a font of the system that has a rune; nil where there is none.
func systemFont(r rune) *gofont.Font {
	system.Lock()
	defer system.Unlock()
	if system.fonts == nil {
		system.fonts = fontscan.NewFontMap(log.New(io.Discard, "", 0))
		system.of = map[rune]*gofont.Font{}
		cache, err := os.UserCacheDir()
		if err == nil {
			cache = filepath.Join(cache, "innlab")
		}
		if system.fonts.UseSystemFonts(cache) != nil {
			return nil
		}
		system.fonts.SetQuery(fontscan.Query{Families: []string{fontscan.SansSerif}})
	}
	f, known := system.of[r]
	if !known {
		system.fonts.SetScript(language.LookupScript(r))
		if face := system.fonts.ResolveFace(r); face != nil {
			if _, ok := face.NominalGlyph(r); ok {
				f = face.Font
			}
		}
		system.of[r] = f
	}
	return f
}

// glyphs is a text as the shapes of its glyphs, in its size and from the start of its baseline, y up.
type glyphs struct {
	segments []opentype.Segment
	width    float64
}

// kept are texts that were shaped.
var kept = struct {
	sync.Mutex
	of map[string]*glyphs
}{of: map[string]*glyphs{}}

// mostKept bounds what is kept; a table has some hundred names.
const mostKept = 2000

// glyphsOf shapes a text.
func glyphsOf(words string) *glyphs {
	kept.Lock()
	defer kept.Unlock()
	o := kept.of[words]
	if o == nil {
		if len(kept.of) >= mostKept {
			clear(kept.of)
		}
		o = shaped(words)
		kept.of[words] = o
	}
	return o
}

// resolver gives runes their fonts.
type resolver map[*gofont.Font]*gofont.Face

var roboto = sync.OnceValue(func() *gofont.Font { return Fonts()[0].Face.Face().Font })

func (f resolver) ResolveFace(r rune) *gofont.Face {
	font := roboto()
	if lacks(r) {
		if s := systemFont(r); s != nil {
			font = s
		}
	}
	if f[font] == nil {
		f[font] = gofont.NewFace(font)
	}
	return f[font]
}

func shaped(words string) *glyphs {
	const em = 1000 // size at which it is shaped
	o := new(glyphs)
	text := []rune(words)
	var split shaping.Segmenter
	var shaper shaping.HarfbuzzShaper
	for _, in := range split.Split(shaping.Input{Text: text, RunEnd: len(text), Size: fixed.I(em)}, resolver{}) {
		out := shaper.Shape(in)
		unit := float32(1) / float32(out.Face.Upem())
		for _, g := range out.Glyphs {
			x, y := float32(o.width)+float32(g.XOffset)/64/em, float32(g.YOffset)/64/em
			if shape, ok := out.Face.GlyphDataOutline(g.GlyphID); ok {
				for _, s := range shape.Segments {
					for i := range s.Args {
						s.Args[i].X, s.Args[i].Y = x+s.Args[i].X*unit, y+s.Args[i].Y*unit
					}
					o.segments = append(o.segments, s)
				}
			}
			o.width += float64(g.Advance) / 64 / em
		}
	}
	return o
}

// raster fills the text from (x, y) on, in pixels, at a size in pixels.
func (o *glyphs) raster(dst draw.Image, x, y, size float64, c color.Color) {
	b := dst.Bounds()
	var r vector.Rasterizer
	r.Reset(b.Dx(), b.Dy())
	at := func(p opentype.SegmentPoint) (float32, float32) {
		return float32(x+float64(p.X)*size) - float32(b.Min.X), float32(y-float64(p.Y)*size) - float32(b.Min.Y)
	}
	for _, s := range o.segments {
		x0, y0 := at(s.Args[0])
		x1, y1 := at(s.Args[1])
		x2, y2 := at(s.Args[2])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			r.ClosePath()
			r.MoveTo(x0, y0)
		case opentype.SegmentOpLineTo:
			r.LineTo(x0, y0)
		case opentype.SegmentOpQuadTo:
			r.QuadTo(x0, y0, x1, y1)
		case opentype.SegmentOpCubeTo:
			r.CubeTo(x0, y0, x1, y1, x2, y2)
		}
	}
	r.ClosePath()
	r.Draw(dst, b, image.NewUniform(c), image.Point{})
}

// path is the text from a point on, at a size in points.
func (o *glyphs) path(from vg.Point, size float64) vg.Path {
	at := func(p opentype.SegmentPoint) vg.Point {
		return vg.Point{X: from.X + vg.Length(float64(p.X)*size), Y: from.Y + vg.Length(float64(p.Y)*size)}
	}
	var p vg.Path
	for i, s := range o.segments {
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			if i > 0 {
				p.Close()
			}
			p.Move(at(s.Args[0]))
		case opentype.SegmentOpLineTo:
			p.Line(at(s.Args[0]))
		case opentype.SegmentOpQuadTo:
			p.QuadTo(at(s.Args[0]), at(s.Args[1]))
		case opentype.SegmentOpCubeTo:
			p.CubeTo(at(s.Args[0]), at(s.Args[1]), at(s.Args[2]))
		}
	}
	if len(p) > 0 {
		p.Close()
	}
	return p
}

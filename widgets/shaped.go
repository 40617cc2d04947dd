package widgets

// This file sets words with letters that Roboto lacks in plots: they are shaped (joined, ordered from right to left) by
// the same library as in the window, and drawn as outlines, on the screen and in files alike.

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
	"gonum.org/v1/plot/vg"
)

// shaped is a run of words as outlines, in sizes of the text, from the start of the baseline on, y up.
type shaped struct {
	advance float64
	glyphs  [][]ot.Segment
}

type shapedKey struct {
	words  string
	weight Weight
	italic bool
}

// shapedEm is the size at which words are shaped, in pixels: large, so that nothing is rounded that can be seen.
const shapedEm = 1024

// shapedMost is how many runs are remembered.
const shapedMost = 512

// outlined returns the outlines of a run; nil where Roboto has all of its letters.
func outlined(words string, w Weight, italic bool) *shaped {
	need(words)
	f := face(w, italic, 1)
	plain := true
	for _, r := range words {
		if g, err := f.Face.GlyphIndex(nil, r); r >= 0x80 && (err != nil || g == 0) {
			plain = false
			break
		}
	}
	if plain {
		return nil
	}
	further.mu.Lock()
	defer further.mu.Unlock()
	k := shapedKey{words, w, italic}
	s, ok := further.shaped[k]
	if !ok {
		s = shape([]rune(words), further.candidates(w, italic))
		if further.shaped == nil || len(further.shaped) >= shapedMost {
			further.shaped = map[shapedKey]*shaped{}
		}
		further.shaped[k] = s
	}
	return s
}

// candidates are the faces that may draw a run, best first: Roboto in its style, Go Regular, then what was found.
type candidates []*font.Face

func (l *letters) candidates(w Weight, italic bool) candidates {
	all := own()
	first := all[0]
	for i, f := range faces {
		if f.italic == italic && (f.weight == w || italic && f.weight == Medium && w == Bold) {
			first = all[i]
		}
	}
	return append(candidates{first, all[len(all)-1]}, l.faces...)
}

// ResolveFace returns the first face that has a letter; where none has, Roboto draws its box.
func (c candidates) ResolveFace(r rune) *font.Face {
	for _, f := range c {
		if _, ok := f.NominalGlyph(r); ok {
			return f
		}
	}
	return c[0]
}

// shape sets words on one line, in the order in which they are seen.
func shape(words []rune, faces candidates) *shaped {
	in := shaping.Input{
		Text: words, RunEnd: len(words), Direction: di.DirectionLTR, Size: fixed.I(shapedEm), Language: language.NewLanguage("en"),
	}
	var segments shaping.Segmenter
	var shaper shaping.HarfbuzzShaper
	var runs []shaping.Output
	for _, i := range segments.Split(in, faces) {
		runs = append(runs, shaper.Shape(i))
	}
	out := &shaped{}
	var wrapper shaping.LineWrapper
	lines, _ := wrapper.WrapParagraph(shaping.WrapConfig{Direction: di.DirectionLTR, DisableTrailingWhitespaceTrim: true},
		math.MaxInt32, words, shaping.NewSliceIterator(runs))
	const em = 1. / (64 * shapedEm)
	for _, line := range lines {
		line = slices.Clone(line)
		slices.SortFunc(line, func(a, b shaping.Output) int { return int(a.VisualIndex - b.VisualIndex) })
		for _, run := range line {
			unit := 1 / float32(run.Face.Upem())
			for _, g := range run.Glyphs {
				x, y := float32(out.advance+float64(g.XOffset)*em), float32(float64(g.YOffset)*em)
				out.advance += float64(g.Advance) * em
				o, ok := run.Face.GlyphDataOutline(g.GlyphID)
				if !ok || len(o.Segments) == 0 {
					continue
				}
				moved := slices.Clone(o.Segments)
				for i := range moved {
					for j := range moved[i].Args {
						p := &moved[i].Args[j]
						p.X, p.Y = x+p.X*unit, y+p.Y*unit
					}
				}
				out.glyphs = append(out.glyphs, moved)
			}
		}
	}
	return out
}

// path is a glyph on a page, with origin and size in points.
func (s *shaped) path(glyph []ot.Segment, origin vg.Point, size float64) vg.Path {
	pt := func(p ot.SegmentPoint) vg.Point {
		return vg.Point{X: origin.X + vg.Length(float64(p.X)*size), Y: origin.Y + vg.Length(float64(p.Y)*size)}
	}
	var p vg.Path
	for i, e := range glyph {
		switch e.Op {
		case ot.SegmentOpMoveTo:
			if i > 0 {
				p.Close()
			}
			p.Move(pt(e.Args[0]))
		case ot.SegmentOpLineTo:
			p.Line(pt(e.Args[0]))
		case ot.SegmentOpQuadTo:
			p.QuadTo(pt(e.Args[0]), pt(e.Args[1]))
		case ot.SegmentOpCubeTo:
			p.CubeTo(pt(e.Args[0]), pt(e.Args[1]), pt(e.Args[2]))
		}
	}
	p.Close()
	return p
}

// fill draws the outlines into an image, with the start of the baseline and the size in pixels.
func (s *shaped) fill(dst draw.Image, x, y, size float64, c color.NRGBA) {
	box := image.Rect(int(x-size), int(y-1.5*size), int(x+(s.advance+1)*size)+1, int(y+size)+1).Intersect(dst.Bounds())
	if box.Empty() {
		return
	}
	z := vector.NewRasterizer(box.Dx(), box.Dy())
	at := func(p ot.SegmentPoint) (float32, float32) {
		return float32(x-float64(box.Min.X)) + p.X*float32(size), float32(y-float64(box.Min.Y)) - p.Y*float32(size)
	}
	for _, g := range s.glyphs {
		for i, e := range g {
			ax, ay := at(e.Args[0])
			bx, by := at(e.Args[1])
			cx, cy := at(e.Args[2])
			switch e.Op {
			case ot.SegmentOpMoveTo:
				if i > 0 {
					z.ClosePath()
				}
				z.MoveTo(ax, ay)
			case ot.SegmentOpLineTo:
				z.LineTo(ax, ay)
			case ot.SegmentOpQuadTo:
				z.QuadTo(ax, ay, bx, by)
			case ot.SegmentOpCubeTo:
				z.CubeTo(ax, ay, bx, by, cx, cy)
			}
		}
		z.ClosePath()
	}
	z.Draw(dst, box, image.NewUniform(c), image.Point{})
}

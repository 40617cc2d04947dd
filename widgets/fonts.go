package widgets

// This file gives every reader of text the same embedded typeface, so that pictures do not differ by machine. Fonts of
// the system are searched for only where a text has letters that it lacks (letters.go).

import (
	"fmt"
	"slices"
	"sync"

	giofont "gioui.org/font"
	gioopentype "gioui.org/font/opentype"
	"gioui.org/text"

	"eliasnaur.com/font/roboto/robotobold"
	"eliasnaur.com/font/roboto/robotoitalic"
	"eliasnaur.com/font/roboto/robotomedium"
	"eliasnaur.com/font/roboto/robotomediumitalic"
	"eliasnaur.com/font/roboto/robotoregular"
	"github.com/go-text/typesetting/font"
	imagefont "golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	vgfont "gonum.org/v1/plot/font"
)

// Typeface is the name of the embedded typeface.
const Typeface = "Roboto"

// Weight is how heavy words are.
type Weight int

const (
	Regular Weight = iota
	Medium
	Bold
)

// faces lists what is embedded: all weights upright, the first two italic.
var faces = []struct {
	weight Weight
	italic bool
	ttf    []byte
}{
	{Regular, false, robotoregular.TTF},
	{Medium, false, robotomedium.TTF},
	{Bold, false, robotobold.TTF},
	{Regular, true, robotoitalic.TTF},
	{Medium, true, robotomediumitalic.TTF},
}

// Fonts returns the embedded fonts for Gio, Roboto first and Go Regular for what it lacks.
var Fonts = sync.OnceValue(func() []text.FontFace {
	var c []text.FontFace
	for _, f := range faces {
		face, err := gioopentype.Parse(f.ttf)
		if err != nil {
			panic("widgets: an embedded font cannot be read: " + err.Error())
		}
		c = append(c, text.FontFace{Font: gioFont(f.weight, f.italic), Face: face})
	}
	face, err := gioopentype.Parse(goregular.TTF)
	if err != nil {
		panic("widgets: an embedded font cannot be read: " + err.Error())
	}
	return append(c, text.FontFace{Font: giofont.Font{Typeface: "Go"}, Face: face})
})

// Shaper sets words in a window: with the embedded fonts, and with those of the system that were found for the letters
// that these lack. It belongs to one window and its goroutine.
type Shaper struct {
	gio   *text.Shaper
	fonts int // of the system, that it was made with
}

// NewShaper returns a shaper; a window needs one.
func NewShaper() *Shaper { return &Shaper{} }

// For returns Gio's shaper for some words, and notes which of their letters have to be looked for.
func (s *Shaper) For(words string) *text.Shaper {
	need(words)
	if n := generation(); s.gio == nil || n != s.fonts {
		s.gio, s.fonts = text.NewShaper(text.NoSystemFonts(), text.WithCollection(slices.Concat(Fonts(), further.collection()))), n
	}
	return s.gio
}

// collection returns the fonts found on the system for Gio, each in all styles that words are asked for in, since Gio
// looks only at faces of the style asked for.
func (l *letters) collection() []text.FontFace {
	l.mu.Lock()
	defer l.mu.Unlock()
	var c []text.FontFace
	for i, f := range l.faces {
		for _, style := range faces {
			named := gioFont(style.weight, style.italic)
			named.Typeface = giofont.Typeface(fmt.Sprint("system ", i))
			c = append(c, text.FontFace{Font: named, Face: systemFace{f.Font}})
		}
	}
	return c
}

// systemFace is a font of the system as Gio takes it.
type systemFace struct{ font *font.Font }

func (f systemFace) Face() *font.Face { return font.NewFace(f.font) }

// gioFont names one of the embedded faces in Gio's terms.
func gioFont(w Weight, italic bool) giofont.Font {
	f := giofont.Font{Typeface: Typeface}
	switch w {
	case Medium:
		f.Weight = giofont.Medium
	case Bold:
		f.Weight = giofont.Bold
	}
	if italic {
		f.Style = giofont.Italic
	}
	return f
}

// cache holds the same faces for gonum/plot and for rastering.
var cache = sync.OnceValue(func() *vgfont.Cache {
	var c vgfont.Collection
	for _, f := range faces {
		parsed, err := opentype.Parse(f.ttf)
		if err != nil {
			panic("widgets: an embedded font cannot be read: " + err.Error())
		}
		c = append(c, vgfont.Face{Font: vgFont(f.weight, f.italic), Face: parsed})
	}
	return vgfont.NewCache(c)
})

// vgFont names one of the embedded faces in gonum/plot's terms. There is no bold italic: medium italic stands in.
func vgFont(w Weight, italic bool) vgfont.Font {
	f := vgfont.Font{Typeface: Typeface}
	switch {
	case w == Bold && !italic:
		f.Weight = imagefont.WeightBold
	case w != Regular:
		f.Weight = imagefont.WeightMedium
	}
	if italic {
		f.Style = imagefont.StyleItalic
	}
	return f
}

// face returns a face at a size in points.
func face(w Weight, italic bool, points float64) vgfont.Face {
	return cache().Lookup(vgFont(w, italic), vgfont.Length(points))
}

package widgets

// This file sets text on the screen: with the embedded fonts as far as they go, so that pictures are the same on every
// machine, and with those of the system where a text needs them.

import (
	"fmt"

	giofont "gioui.org/font"
	"gioui.org/text"
	gofont "github.com/go-text/typesetting/font"
)

// Shaper shapes text for Gio; a window needs one. It belongs to one goroutine.
type Shaper struct {
	embedded *text.Shaper
	wider    *text.Shaper // with fonts of the system, too; nil before one is needed
	more     []text.FontFace
	known    map[*gofont.Font]bool
}

// NewShaper returns a shaper.
func NewShaper() *Shaper {
	return &Shaper{
		embedded: text.NewShaper(text.NoSystemFonts(), text.WithCollection(Fonts())),
		known:    map[*gofont.Font]bool{},
	}
}

// faceOf is a font of the system as Gio takes it.
type faceOf struct{ font *gofont.Font }

func (f faceOf) Face() *gofont.Face { return gofont.NewFace(f.font) }

// For is the shaper for a text.
func (s *Shaper) For(words string) *text.Shaper {
	if covered(words) {
		return s.embedded
	}
	grown := false
	for _, r := range words {
		if !lacks(r) {
			continue
		}
		if f := systemFont(r); f != nil && !s.known[f] {
			s.known[f], grown = true, true
			name := giofont.Typeface(fmt.Sprintf("system %d", len(s.known)))
			for _, weight := range []giofont.Weight{giofont.Normal, giofont.Medium, giofont.Bold} { // it stands in for all
				for _, style := range []giofont.Style{giofont.Regular, giofont.Italic} {
					s.more = append(s.more, text.FontFace{Font: giofont.Font{Typeface: name, Weight: weight, Style: style}, Face: faceOf{f}})
				}
			}
		}
	}
	if grown {
		s.wider = text.NewShaper(text.NoSystemFonts(), text.WithCollection(append(Fonts(), s.more...)))
	}
	if s.wider != nil {
		return s.wider
	}
	return s.embedded
}

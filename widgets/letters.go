package widgets

// This file finds fonts of the system for the letters that the embedded fonts lack, such as those of Chinese, Hindi or
// Arabic names in a table of the user. No font of the system is looked at before a text needs one, and then not by the
// frame that needs it, since it takes seconds: what is drawn notes what it lacks, Seek looks for it in the background, and
// is drawn again.

import (
	"io"
	"log"
	"os"
	"path/filepath"
	"sync"
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
	"github.com/go-text/typesetting/language"
)

// letters is what is known of the letters that the embedded fonts lack.
type letters struct {
	open func() (*fontscan.FontMap, error) // the fonts of the system
	seek sync.Mutex                        // one search at a time
	maps *fontscan.FontMap

	mu     sync.Mutex
	wanted map[rune]bool // drawn, and not yet looked for
	sought map[rune]bool // looked for; whether a font has it
	faces  []*font.Face  // that have them, in the order in which they were found
	shaped map[shapedKey]*shaped
}

// further are the letters of this process; the fonts of a machine are the same for all that it draws.
var further = &letters{open: systemFonts}

// systemFonts opens the fonts of the system, of which a list is kept in the user's cache folder.
func systemFonts() (*fontscan.FontMap, error) {
	m := fontscan.NewFontMap(log.New(io.Discard, "", 0))
	folder, err := os.UserCacheDir()
	if err == nil {
		folder = filepath.Join(folder, "innlab")
		err = os.MkdirAll(folder, 0o755)
	}
	if err != nil {
		folder = os.TempDir()
	}
	return m, m.UseSystemFonts(folder)
}

// Wanting says whether something was drawn with letters that no font has been looked for yet.
func Wanting() bool {
	further.mu.Lock()
	defer further.mu.Unlock()
	return len(further.wanted) > 0
}

// Seek looks among the fonts of the system for the letters that what was drawn so far lacks. It says whether it found
// some, so that it is worth drawing again. It may take seconds and is safe from any goroutine.
func Seek() bool { return further.find() }

// Prepare looks for the fonts that texts need before they are drawn, which may take seconds the first time.
func Prepare(texts ...string) {
	for _, words := range texts {
		need(words)
	}
	Seek()
}

// Missing returns the letters of some words that neither the embedded fonts nor, as far as they have been looked for,
// the system's have: they are drawn as boxes.
func Missing(words string) string {
	further.mu.Lock()
	defer further.mu.Unlock()
	var out []rune
	for _, r := range words {
		if found, ok := further.sought[r]; ok && !found {
			out = append(out, r)
		}
	}
	return string(out)
}

// generation changes when fonts are found: what was drawn with another has to be drawn again.
func generation() int {
	further.mu.Lock()
	defer further.mu.Unlock()
	return len(further.faces)
}

// need notes which letters of some words have to be looked for.
func need(words string) {
	plain := true
	for i := 0; i < len(words) && plain; i++ {
		plain = words[i] < 0x80
	}
	if plain {
		return
	}
	further.mu.Lock()
	defer further.mu.Unlock()
	for _, r := range words {
		if _, ok := further.sought[r]; !ok && !embedded(r) {
			if further.wanted == nil {
				further.wanted = map[rune]bool{}
			}
			further.wanted[r] = true
		}
	}
}

// own are the embedded faces as the shaping library has them, in the order of faces, with Go Regular last. As all faces of
// letters, they are used by one goroutine at a time.
var own = sync.OnceValue(func() []*font.Face {
	var c []*font.Face
	for _, f := range Fonts() {
		c = append(c, f.Face.Face())
	}
	return c
})

// embedded says whether the embedded fonts draw a letter, or nothing is drawn for it.
func embedded(r rune) bool {
	if r < 0x80 || unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) {
		return true
	}
	fonts := own()
	_, ok := fonts[0].NominalGlyph(r)
	if !ok {
		_, ok = fonts[len(fonts)-1].NominalGlyph(r)
	}
	return ok
}

// find looks for all letters that are wanted.
func (l *letters) find() bool {
	l.seek.Lock()
	defer l.seek.Unlock()
	l.mu.Lock()
	var list []rune
	for r := range l.wanted {
		list = append(list, r)
	}
	l.mu.Unlock()
	if len(list) == 0 {
		return false
	}
	if l.maps == nil {
		m, err := l.open()
		if err != nil {
			m = fontscan.NewFontMap(log.New(io.Discard, "", 0)) // a machine without fonts
		}
		m.SetQuery(fontscan.Query{Families: []string{Typeface, fontscan.SansSerif}})
		l.maps = m
	}
	found := map[rune]*font.Face{}
	for _, r := range list {
		l.maps.SetScript(language.LookupScript(r))
		if f := l.maps.ResolveFace(r); f != nil {
			if _, ok := f.NominalGlyph(r); ok {
				found[r] = f
			}
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.sought == nil {
		l.sought = map[rune]bool{}
	}
	for _, r := range list {
		f, ok := found[r]
		l.sought[r] = ok
		delete(l.wanted, r)
		if ok && !l.has(f) {
			l.faces = append(l.faces, font.NewFace(f.Font))
		}
	}
	clear(l.shaped)
	return len(found) > 0
}

// has says whether a face is among those found.
func (l *letters) has(f *font.Face) bool {
	for _, g := range l.faces {
		if g.Font == f.Font {
			return true
		}
	}
	return false
}

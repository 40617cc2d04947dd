package window

// The card of the recipes: what to mix, and how it looks beside the target by daylight and, beside the chosen recipe, under
// a lamp. Where no edge is seen, there is no difference.

import (
	"fmt"
	"io"
	"strings"

	"gioui.org/io/clipboard"
	"gioui.org/io/key"
	"gioui.org/io/semantic"
	"gioui.org/layout"

	"innlab/scenes"
	"innlab/scenes/paint"
	"innlab/widgets"
	"innlab/widgets/control"
)

// recipeCard is the card.
type recipeCard struct {
	counts control.Segments
	row    [mostShown]tap
	note   note
}

// counted are the most paints that the header offers; 0 is any number.
var counted = []int{0, 2, 3, 4}

func (c *recipeCard) most() int { return counted[c.counts.Chosen] }

func (c *recipeCard) update(gtx layout.Context, f *frame, s *mixed) {
	c.counts.Update(gtx)
	c.note.update(gtx, f)
	for s.chosen < len(s.recipes) && gtx.Focused(nil) && pressed(gtx, key.Filter{Name: key.NameReturn}) {
		copyRecipe(gtx, f, &s.recipes[s.chosen])
	}
	for i := range c.row {
		for i < len(s.recipes) && pressed(gtx, key.Filter{Focus: &c.row[i].button, Name: key.NameReturn}) {
			s.chosen = i
			copyRecipe(gtx, f, &s.recipes[i])
		}
		if c.row[i].update(gtx) && i < len(s.recipes) {
			s.chosen = i
		}
	}
}

// copyRecipe puts a recipe as text on the clipboard.
func copyRecipe(gtx layout.Context, f *frame, r *recipe) {
	text := r.String()
	gtx.Execute(clipboard.WriteCmd{Type: "application/text", Data: io.NopCloser(strings.NewReader(text))})
	f.toast.Show("Copied: "+text+".", "")
}

// String is a recipe as text: "W 53 %, Or 41 %, G 4 %".
func (r *recipe) String() string {
	var words []string
	for _, p := range r.order() {
		words = append(words, fmt.Sprintf("%s %s %%", paint.Paints[p].Code, widgets.Fixed(100*r.shares[p], 0)))
	}
	return strings.Join(words, ", ")
}

// far is a difference that anybody sees.
const far = 4

// columns of a row, from its left end, in dp.
type recipeColumns struct{ bar, day, dayOff, lamp, lampOff rect }

func (c *recipeCard) columns(f *frame, w, h float32) (l recipeColumns) {
	swatch := f.pick(52, 84, 110)
	const off, gap = 36, 14
	x := w - cardPad - off
	l.lampOff = rect{x, 0, off, h}
	x -= swatch
	l.lamp = rect{x, 0, swatch, h}
	x -= gap + off
	l.dayOff = rect{x, 0, off, h}
	x -= swatch
	l.day = rect{x, 0, swatch, h}
	l.bar = rect{cardPad + 4, 0, x - gap - cardPad - 4, h}
	return l
}

func (c *recipeCard) layout(gtx layout.Context, f *frame, s *mixed, r rect) {
	f.card(gtx, r)
	title := "Recipes that give this colour"
	if f.snap.Plan.Setup.Picker == scenes.Curve {
		title = "Recipes that give this spectrum"
	}
	if f.class == small {
		title = "Recipes"
	}
	f.title(gtx, "x", f.theme.PostText, widgets.Words(title))
	seg := control.SegmentsStyle{State: &c.counts, Words: []string{"any", "≤ 2", "≤ 3", "≤ 4"}, Docs: []string{sayCounts}, Height: 26}
	f.put(gtx, r.w-cardPad-f.measured(gtx, seg), 8, seg)
	top := float32(cardContent)
	b, ok := c.note.banner(f)
	if !ok {
		b, ok = s.aim.wish.banner(f)
	}
	if ok {
		top += f.banner(gtx, cardPad, top, r.w-2*cardPad, b)
	}
	foot := float32(30)
	if f.low {
		foot = 8
	}
	room := r.h - top - 26 - foot
	pitch := room / mostShown
	h := pitch - 12
	l := c.columns(f, r.w, h)
	y := top + 16
	f.say(gtx, l.bar.x, y, fromLeft, "paint shares", control.Small, f.theme.Text2)
	f.say(gtx, l.day.x, y, fromLeft, c.lightName(f, "daylight ", "D65"), control.Small, f.theme.Text2)
	f.say(gtx, l.lamp.x, y, fromLeft, "lamp A", control.Small, f.theme.Text2)
	f.say(gtx, l.dayOff.right()-4, y, fromRight, "ΔE", control.Small, f.theme.Text2)
	f.say(gtx, l.lampOff.right()-2, y, fromRight, "ΔE", control.Small, f.theme.Text2)
	if n := len(s.recipes); n < mostShown && f.ans != nil && !f.look.none {
		words := "No sample has so few paints, or none that are left out."
		switch {
		case n > 0 && s.key.wish.free():
			words = "The other samples that come near are much the same mixtures."
		case n > 0:
			words = "No other sample has so few paints, or none that are left out."
		}
		f.say(gtx, r.w/2, top+26+(float32(n)+0.5*float32(mostShown-n))*pitch, centred, words, control.Body, f.theme.Text2)
	}
	for i := range s.recipes {
		at := rect{6, top + 26 + float32(i)*pitch - 6, r.w - 12, pitch}
		if i == s.chosen {
			round(gtx, at, 6, f.theme.AccentBG)
		} else if c.row[i].hovered() {
			round(gtx, at, 6, f.theme.Sunk)
		}
		c.recipe(gtx, f, s, i, top+26+float32(i)*pitch, l)
		c.row[i].layout(gtx, f, at, semantic.RadioButton, "recipe "+widgets.Count(i+1)+": "+s.recipes[i].String(), sayRecipe, i == s.chosen)
	}
	if !f.low {
		f.say(gtx, cardPad+4, r.h-14, fromLeft, "Left half: target (under A: the chosen recipe). Right half: this recipe. No edge, no difference.", control.Small, f.theme.Text2)
	}
	c.note.layout(gtx, f, rect{cardPad, top, r.w - 2*cardPad, r.h - top - 8})
}

// lightName is long where there is room.
func (c *recipeCard) lightName(f *frame, more, name string) string {
	if f.class == small {
		return name
	}
	return more + name
}

// recipe draws row i at height y.
func (c *recipeCard) recipe(gtx layout.Context, f *frame, s *mixed, i int, y float32, l recipeColumns) {
	r, chosen := &s.recipes[i], &s.recipes[s.chosen]
	c.bar(gtx, f, r, rect{l.bar.x, y, l.bar.w, l.bar.h})
	target, _ := paint.SRGB(targetOf(f))
	day, _ := paint.D65.Swatch(r.reflect[:])
	lampOf, _ := paint.A.Swatch(chosen.reflect[:])
	lamp, _ := paint.A.Swatch(r.reflect[:])
	half := l.day.w / 2
	fill(gtx, rect{l.day.x, y, half, l.day.h}, target)
	fill(gtx, rect{l.day.x + half, y, half, l.day.h}, day)
	fill(gtx, rect{l.lamp.x, y, half, l.lamp.h}, lampOf)
	fill(gtx, rect{l.lamp.x + half, y, half, l.lamp.h}, lamp)
	under := paint.Difference(paint.A.Lab(chosen.reflect[:]), paint.A.Lab(r.reflect[:]))
	for _, d := range []struct {
		at  rect
		off float64
	}{{l.dayOff, r.off}, {l.lampOff, under}} {
		ink := f.theme.Text
		if d.off > far {
			ink = f.theme.Err
		}
		f.say(gtx, d.at.right()-4, y+d.at.h/2+4.5, fromRight, widgets.Fixed(d.off, 1), control.Strong, ink)
	}
}

// bar draws the shares: white first, then by share; below, each paint in white.
func (c *recipeCard) bar(gtx layout.Context, f *frame, r *recipe, at rect) {
	x := at.x
	for _, p := range r.order() {
		w := at.w * float32(r.shares[p])
		full, tint := paintColours()[p][0], paintColours()[p][1]
		cell := rect{x, at.y, w, at.h}
		fill(gtx, cell, full)
		fill(gtx, rect{x, at.y + 0.74*at.h, w, 0.26 * at.h}, tint)
		mid := at.y + 0.37*at.h + 4.5
		ink := readable(full)
		if code := paint.Paints[p].Code; w >= max(14, f.width(gtx, code, control.Strong)+6) {
			if w < 62 {
				f.say(gtx, x+w/2, mid, centred, code, control.Strong, ink)
			} else {
				f.say(gtx, x+8, mid, fromLeft, code, control.Strong, ink)
				f.say(gtx, x+w-8, mid, fromRight, widgets.Fixed(100*r.shares[p], 0)+" %", control.Small, ink)
			}
		}
		frameOf(gtx, cell, 0, 1, f.theme.Axis)
		x += w
	}
}

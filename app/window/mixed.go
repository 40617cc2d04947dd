package window

// Colour matching (view E): the target and the paints at the left, recipes beside them.

import (
	"fmt"
	"slices"

	"gioui.org/layout"

	"innlab/app/session"
	"innlab/scenes"
	"innlab/scenes/paint"
)

// mixed is that stage.
type mixed struct {
	aim    colourCard
	paints paintCard
	list   recipeCard

	key     mixedKey
	recipes []recipe
	off     []float64 // of all samples from the target (CIEDE2000), in rising order
	chosen  int
}

// mixedKey names everything that the recipes depend on.
type mixedKey struct {
	setup *scenes.Setup
	cloud *float64
	n     int
	y     string
	wish  wish
	all   bool
}

// target is L*, a*, b* by daylight of what is asked for.
func targetOf(f *frame) (lab [3]float64) {
	if f.snap.Plan.Setup.Picker == scenes.Colour {
		copy(lab[:], f.choice.y)
		return lab
	}
	r := slices.Clone(f.choice.y)
	for i, v := range r {
		r[i] = min(max(v, 0), 1)
	}
	return paint.D65.Lab(r)
}

func (s *mixed) update(gtx layout.Context, f *frame, e *explore) {
	f.choice.rough = s.aim.update(gtx, f)
	s.paints.update(gtx, f)
	s.list.update(gtx, f, s)
	s.mix(f)
}

// mix chooses the recipes anew where the samples or what is wanted of them are others.
func (s *mixed) mix(f *frame) {
	u := f.snap.Plan.Setup
	if s.key.setup != u {
		s.chosen = 0
	}
	k := mixedKey{setup: u, y: fmt.Sprint(f.choice.y), all: f.snap.State != session.Running,
		wish: wish{target: targetOf(f), most: s.list.most(), excluded: s.paints.excluded}}
	if f.ans == nil || f.look.none || len(f.ans.Clouds[0].X) == 0 {
		s.key, s.recipes, s.off = k, nil, nil
		return
	}
	x := f.ans.Clouds[0].X
	k.cloud, k.n = &x[0], len(x)
	if k == s.key {
		return
	}
	s.key = k
	if !k.all {
		x = x[:min(len(x), quickMixed*u.Problem.DimX)]
	}
	s.recipes, s.off = k.wish.recipes(u, x)
	s.chosen = max(min(s.chosen, len(s.recipes)-1), 0)
}

func (s *mixed) layout(gtx layout.Context, f *frame, e *explore, r rect) {
	foot := s.paints.height(f)
	a := rect{r.x, r.y, f.left, r.h - f.margin - foot}
	b := rect{r.x, a.bottom() + f.margin, f.left, foot}
	c := rect{a.right() + f.margin, r.y, r.right() - a.right() - f.margin, r.h}
	f.at(gtx, a, func(gtx layout.Context) { s.aim.layout(gtx, f, a) })
	f.at(gtx, b, func(gtx layout.Context) { s.paints.layout(gtx, f, b) })
	f.at(gtx, c, func(gtx layout.Context) { s.list.layout(gtx, f, s, c) })
}

func (s *mixed) fit() {}

// clear chooses the nearest recipe, and puts a picture away.
func (s *mixed) clear() { s.chosen, s.aim.picture.img = 0, nil }

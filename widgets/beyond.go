package widgets

// This file marks points that lie beyond the plot, which would vanish otherwise.

import "image/color"

// Beyond is a mark of the points of a cloud that lie beyond the range of the plot: each a disc at the edge, where it is
// nearest.
type Beyond struct {
	Cloud
	R     float64 // radius in units
	Color color.NRGBA
}

func (b Beyond) Draw(a *Area) {
	in := a.Inner.Grow(-b.R)
	var at []Point
	for k := range b.Len() {
		p := a.At(b.At(k))
		if !a.Inner.Has(p) && p.X-p.X == 0 && p.Y-p.Y == 0 { // finite
			at = append(at, Point{X: min(max(p.X, in.X0), in.X1), Y: min(max(p.Y, in.Y0), in.Y1)})
		}
	}
	if len(at) > 0 {
		a.Dots(at, b.R, []color.NRGBA{b.Color})
	}
}

// Beyond marks the samples of a posterior that the plot has no room for.
func (e Encoding) Beyond(c Cloud, alpha float64) Mark {
	return Beyond{Cloud: c, R: e.s(PosteriorRadius), Color: Alpha(e.Theme.Post, alpha)}
}

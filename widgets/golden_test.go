package widgets

import (
	"image"
	"testing"

	"innlab/app/window/giotest/golden"
)

// densityPlot shows a cloud as a density.
func densityPlot(t Theme) Plot {
	p := samplePlot(t, 2000, false)
	c, _ := blobs(2000, 0, 1, 2, 3)
	p.Marks = []Mark{Density{Cloud: c, Color: t.Post}}
	return p
}

func TestPictures(t *testing.T) {
	for _, c := range []struct {
		name string
		plot Plot
		w, h int
	}{
		{"scatter-light", samplePlot(Light(), 2000, false), 400, 400},
		{"scatter-dark-modes", samplePlot(Dark(), 2000, true), 300, 300},
		{"losses-light", lossPlot(Light()), 300, 220},
		{"losses-dark", lossPlot(Dark()), 300, 220},
		{"marginal-light", marginalPlot(Light(), false), 400, 100},
		{"marginal-upright-dark", marginalPlot(Dark(), true), 90, 300},
		{"normal-light", normalPlot(Light()), 160, 120},
		{"latent-light", latentPlot(Light()), 240, 240},
		{"latent-dark", latentPlot(Dark()), 240, 240},
		{"density-light", densityPlot(Light()), 240, 240},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := NewPixels(image.NewRGBA(image.Rectangle{}), 1) // kept, so that its working memory is used again
			golden.Check(t, c.name, func() *image.RGBA {
				m := image.NewRGBA(image.Rect(0, 0, c.w, c.h))
				fill(m, m.Rect, c.plot.Frame.paper())
				p.Reuse(m, 1)
				c.plot.Draw(p, Rect{0, 0, float64(c.w), float64(c.h)})
				return m
			})
		})
	}
}

// The comparison sees what matters in a plot.
func TestPicturesRejectAnother(t *testing.T) {
	draw := func(change func(p *Plot)) *image.RGBA {
		p := samplePlot(Light(), 500, false)
		change(&p)
		return raster(p, 200, 200, 1)
	}
	want := draw(func(*Plot) {})
	for name, change := range map[string]func(p *Plot){
		"no prior":          func(p *Plot) { p.Marks = p.Marks[1:] },
		"no truth":          func(p *Plot) { p.Marks[2] = Rings{} },
		"another range":     func(p *Plot) { p.Frame.X.Max = 3.4 },
		"a digit is hollow": func(p *Plot) { p.Marks[3].(Discs).List[0].Filled = false },
		"the other theme":   func(p *Plot) { *p = samplePlot(Dark(), 500, false) },
	} {
		if _, err := golden.Compare(draw(change), want); err == nil {
			t.Errorf("%s passes", name)
		}
	}
	if _, err := golden.Compare(draw(func(*Plot) {}), want); err != nil {
		t.Errorf("the same plot is rejected: %v", err)
	}
}

package widgets

import (
	"image"
	"testing"

	"innlab/widgets/golden"
)

func TestPictures(t *testing.T) {
	density := func(t Theme) Plot {
		p := samplePlot(t, 2000, false)
		c, _ := blobs(2000, 0, 1, 2, 3)
		p.Marks = []Mark{Density{Cloud: c, Color: t.Post}}
		return p
	}
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
		{"latent-light", latentPlot(Light()), 240, 240},
		{"latent-dark", latentPlot(Dark()), 240, 240},
		{"density-light", density(Light()), 240, 240},
	} {
		golden.Check(t, c.name, golden.Exact, func() image.Image { return raster(c.plot, c.w, c.h, 1) })
	}
}

func TestGoldenRejectsAnotherPicture(t *testing.T) {
	right := raster(samplePlot(Light(), 500, false), 200, 200, 1)
	moved := samplePlot(Light(), 500, false)
	moved.Marks = moved.Marks[1:] // the prior is missing
	if _, err := golden.Compare(raster(moved, 200, 200, 1), right, golden.Exact); err == nil {
		t.Error("a picture without the prior passed")
	}
	if _, err := golden.Compare(raster(samplePlot(Light(), 500, false), 200, 201, 1), right, golden.Exact); err == nil {
		t.Error("a picture of another size passed")
	}
	if _, err := golden.Compare(raster(samplePlot(Light(), 500, false), 200, 200, 1), right, golden.Exact); err != nil {
		t.Errorf("the same picture was rejected: %v", err)
	}
}

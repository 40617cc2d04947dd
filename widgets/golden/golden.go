// Package golden compares pictures with pictures kept in testdata, for tests of everything that draws.
package golden

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// Tolerance says how much two pictures may differ: the mean over all pixels and channels, 0 to 255, and the share of
// pixels in which a channel differs by more than 48.
type Tolerance struct{ Mean, Share float64 }

// Exact is for pictures drawn by the processor alone; compilers may round floating point differently.
var Exact = Tolerance{0.05, 0.0005}

// Check draws a picture three times, since mistakes of caching show in the second, and compares each with
// testdata/NAME.png. A failure leaves testdata/failed/NAME.got.png and NAME.diff.png behind. With UPDATE_GOLDEN set,
// the kept picture is replaced.
func Check(t testing.TB, name string, tol Tolerance, drawing func() image.Image) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	for round := range 3 {
		got := drawing()
		if round == 0 && os.Getenv("UPDATE_GOLDEN") != "" {
			if err := save(path, got); err != nil {
				t.Fatal(err)
			}
		}
		want, err := load(path)
		if err != nil {
			t.Fatal(err)
		}
		diff, err := Compare(got, want, tol)
		if err == nil {
			continue
		}
		failed := filepath.Join("testdata", "failed", name)
		for suffix, m := range map[string]image.Image{".got.png": got, ".diff.png": diff} {
			if m == nil {
				continue
			}
			if err := save(failed+suffix, m); err != nil {
				t.Error(err)
			}
		}
		t.Fatalf("drawing %d of %s: %v; see %s.got.png", round+1, name, err, failed)
	}
}

// Compare returns an error when two pictures differ by more than tol, and a picture of the difference, dark where
// they agree.
func Compare(got, want image.Image, tol Tolerance) (*image.RGBA, error) {
	if got.Bounds().Size() != want.Bounds().Size() {
		return nil, fmt.Errorf("its size is %v, not %v", got.Bounds().Size(), want.Bounds().Size())
	}
	g, w := rgba(got), rgba(want)
	diff := image.NewRGBA(g.Rect)
	sum, far := 0.0, 0
	for i := 0; i < len(g.Pix); i += 4 {
		most := 0
		for c := range 3 {
			d := int(g.Pix[i+c]) - int(w.Pix[i+c])
			if d < 0 {
				d = -d
			}
			sum += float64(d)
			most = max(most, d)
			diff.Pix[i+c] = uint8(min(4*d, 255))
		}
		diff.Pix[i+3] = 255
		if most > 48 {
			far++
		}
	}
	n := float64(len(g.Pix) / 4)
	mean, share := sum/(3*n), float64(far)/n
	if mean > tol.Mean || share > tol.Share {
		return diff, fmt.Errorf("it differs by %.3f of 255 in the mean (at most %.3f), clearly in %.3f %% of the pixels (at most %.3f %%)",
			mean, tol.Mean, 100*share, 100*tol.Share)
	}
	return diff, nil
}

// rgba copies a picture over white.
func rgba(m image.Image) *image.RGBA {
	r := image.NewRGBA(image.Rectangle{Max: m.Bounds().Size()})
	draw.Draw(r, r.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(r, r.Rect, m, m.Bounds().Min, draw.Over)
	return r
}

func load(path string) (image.Image, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return png.Decode(f)
}

func save(path string, m image.Image) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := png.Encode(f, m); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

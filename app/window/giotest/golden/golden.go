// Package golden compares pictures with the ones that were looked at and kept under testdata.
//
// A picture is drawn three times, since a mistake in a cache often shows only in the second. A failure leaves what was
// drawn and the difference in testdata/failed. With UPDATE_GOLDEN=1 in the environment the picture is kept instead; look
// at it before you commit it.
package golden

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// Limits are the same for all pictures. Drivers agree to a few thousandths in the mean; one digit that changes moves
// its block by ten or more.
const (
	meanLimit  = 0.05 // mean absolute difference of a channel over the picture, of 255
	blockSize  = 16   // pixels
	blockLimit = 4    // the same over any block
)

// Check draws three times and compares each picture with testdata/NAME.png.
func Check(t testing.TB, name string, draw func() *image.RGBA) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if os.Getenv("UPDATE_GOLDEN") == "1" {
		draw()
		if err := save(path, draw()); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := load(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("%s is missing; draw it with UPDATE_GOLDEN=1 and look at it", path)
	} else if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		got := draw()
		diff, err := Compare(got, want)
		if err == nil {
			continue
		}
		failed := filepath.Join("testdata", "failed", name)
		if err := save(failed+"-got.png", got); err != nil {
			t.Error(err)
		}
		if diff != nil {
			if err := save(failed+"-difference.png", diff); err != nil {
				t.Error(err)
			}
		}
		t.Fatalf("%s, drawing %d: %v; see %s-got.png", path, i+1, err, failed)
	}
}

// Compare says how got differs from want, if it differs more than drivers do: nil, or an error with the measured
// difference and a picture in which equal places are black and the differences bright.
func Compare(got, want *image.RGBA) (*image.RGBA, error) {
	if got.Bounds().Size() != want.Bounds().Size() {
		return nil, fmt.Errorf("the size is %v, not %v", got.Bounds().Size(), want.Bounds().Size())
	}
	size := got.Bounds().Size()
	diff := image.NewRGBA(image.Rectangle{Max: size})
	cols := (size.X + blockSize - 1) / blockSize
	blocks := make([]float64, cols*((size.Y+blockSize-1)/blockSize))
	var sum float64
	for y := range size.Y {
		for x := range size.X {
			g := got.RGBAAt(got.Rect.Min.X+x, got.Rect.Min.Y+y)
			w := want.RGBAAt(want.Rect.Min.X+x, want.Rect.Min.Y+y)
			r, gr, b := apart(g.R, w.R), apart(g.G, w.G), apart(g.B, w.B)
			d := (float64(r) + float64(gr) + float64(b)) / 3
			sum += d
			blocks[y/blockSize*cols+x/blockSize] += d / (blockSize * blockSize)
			diff.SetRGBA(x, y, color.RGBA{brighter(r), brighter(gr), brighter(b), 255})
		}
	}
	mean, worst := sum/float64(max(1, size.X*size.Y)), 0
	for i, b := range blocks {
		if b > blocks[worst] {
			worst = i
		}
	}
	if mean <= meanLimit && (len(blocks) == 0 || blocks[worst] <= blockLimit) {
		return nil, nil
	}
	return diff, fmt.Errorf("the mean difference is %.3f of 255 (allowed %v), the largest of a block %.1f (allowed %v) at (%d, %d)",
		mean, meanLimit, blocks[worst], blockLimit, worst%cols*blockSize, worst/cols*blockSize)
}

func apart(a, b uint8) uint8 { return max(a, b) - min(a, b) }

// brighter makes small differences visible.
func brighter(d uint8) uint8 { return uint8(min(255, 4*int(d))) }

func load(path string) (*image.RGBA, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %v", path, err)
	}
	rgba := image.NewRGBA(img.Bounds())
	draw.Draw(rgba, rgba.Rect, img, img.Bounds().Min, draw.Src)
	return rgba, nil
}

func save(path string, img image.Image) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	enc := png.Encoder{CompressionLevel: png.BestCompression}
	if err := enc.Encode(f, img); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

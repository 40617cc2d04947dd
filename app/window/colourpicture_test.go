package window

import (
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gioui.org/io/key"

	"innlab/scenes/paint"
)

// fourColours writes a picture of four fields, w×h pixels each, and returns them from the top left in rows.
func fourColours(t *testing.T, name string, w, h int) (fields [4]color.NRGBA) {
	t.Helper()
	fields = [4]color.NRGBA{{200, 60, 40, 255}, {40, 120, 60, 255}, {230, 200, 90, 255}, {60, 70, 150, 255}}
	img := image.NewNRGBA(image.Rect(0, 0, 2*w, 2*h))
	for y := range 2 * h {
		for x := range 2 * w {
			img.SetNRGBA(x, y, fields[2*(y/h)+x/w])
		}
	}
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	return fields
}

// A picture takes the place of the plane; a click in it asks for the colour there, until it is put away.
func TestPickFromPicture(t *testing.T) {
	path := filepath.Join(t.TempDir(), "four.png")
	fields := fourColours(t, path, 300, 150) // made smaller to 400×200
	img, err := loadPicture(path)
	if err != nil || img.Bounds().Dx() != 400 || img.Bounds().Dy() != 200 {
		t.Fatalf("%v, %v", img.Bounds(), err)
	}
	d, w, f := showScene(t, "colour", 1280, 800, nil)
	c := &w.explore().mixed.aim
	d.ClickOn("Pick from a picture")
	d.Frame()
	if !w.dialogs.files.Shown() {
		t.Fatal("no file is asked for")
	}
	w.dialogs.close()
	c.picture = colourPicture{img: img}
	d.Frame()
	for i, at := range [][2]float64{{100, 150}, {300, 150}, {100, 50}, {300, 50}} {
		d.Click(placeIn(t, d, "target", &c.Picture, at[0], at[1]))
		want, y := paint.Nearest(paint.Lab(fields[i])), f.last()
		if paint.Difference([3]float64(y), want) > 0.3 {
			t.Errorf("field %d asks for %.1f, want %.1f", i, y, want)
		}
	}
	d.ClickOn("Put the picture away")
	d.Frame()
	d.Click(placeIn(t, d, "target", &c.Picture, 10, 20))
	if y := f.last(); math.Abs(y[1]-10) > 1 || math.Abs(y[2]-20) > 1 {
		t.Errorf("in the plane a click asks for %v", y)
	}
	c.picture.img = img
	if d.Key(key.NameEscape); c.picture.img != nil {
		t.Error("Escape leaves the picture")
	}
}

// Files that are no pictures are told in words.
func TestBadPictures(t *testing.T) {
	folder := t.TempDir()
	good := filepath.Join(folder, "good.png")
	fourColours(t, good, 10, 10)
	b, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	huge := append([]byte(nil), b...)
	copy(huge[16:24], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // 65536×65536, with its checksum
	binary.BigEndian.PutUint32(huge[29:33], crc32.ChecksumIEEE(huge[12:29]))
	for name, c := range map[string]struct {
		data []byte
		say  string
	}{
		"text.png": {[]byte("no picture"), "no PNG or JPEG"},
		"cut.png":  {b[:len(b)-20], "damaged"},
		"huge.png": {huge, "too large"},
	} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, c.data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := loadPicture(path); err == nil || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), c.say) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := loadPicture(filepath.Join(folder, "none.png")); err == nil || !strings.Contains(err.Error(), "cannot be opened") {
		t.Errorf("a missing file: %v", err)
	}
}

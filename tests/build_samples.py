"""Public sources in their own file formats, with invented films: what the tests of the build read and serve."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

MOVIES = """movieId,title,genres
1,"Lantern Keeper, The (Farero, El) (a.k.a. Night Watch) (1995)",Adventure|Children|Sci-Fi
2,Harbour (2001),Documentary|IMAX
7,"Owl Street, Part Two",(no genres listed)
"""
LINKS = "movieId,imdbId,tmdbId\n1,0111111,862\n2,12345678,\n"
RATINGS = "userId,movieId,rating,timestamp\n1,1,4.0,1\n2,1,5.0,2\n1,7,0.5,3\n"
TAGS = """userId,movieId,tag,timestamp
1,1,Sea,1
1,1,sea,2
2,1," sea",3
1,1,lonely,4
3,1,null,5
4,1,null,6
2,2,sea,7
3,1,sea,8
"""
GENOME_TAGS = "tagId,tag\n1,sea\n3,lonely\n"
GENOME_SCORES = "movieId,tagId,relevance\n2,1,0.25\n1,1,1\n1,3,0.5\n2,3,0.0\n"
MOVIELENS: Mapping[str, str] = {
    "movies.csv": MOVIES,
    "links.csv": LINKS,
    "ratings.csv": RATINGS,
    "tags.csv": TAGS,
    "genome-tags.csv": GENOME_TAGS,
    "genome-scores.csv": GENOME_SCORES,
}
_METADATA = (
    {
        "title": "Lantern Keeper, The (1995)",
        "directedBy": "Ada Quill, Ben Roe",
        "starring": "Cleo Marsh, Dan Pike",
        "avgRating": 4.2,
        "imdbId": "0111111",
        "item_id": 1,
        "dateAdded": None,
    },
    {"title": "Harbour (2001)", "directedBy": "", "starring": "", "avgRating": 0.0, "imdbId": "", "item_id": 2},
)
TAG_GENOME: Mapping[str, str] = {
    "metadata.json": "".join(json.dumps(entry) + "\n" for entry in _METADATA),
    "tagdl.csv": "tag,item_id,score\nsea,1,1.14\nsea,2,-0.08\nlonely,1,0.5\nlonely,2,0.25\nlonely,9,0.75\n",
    "glmer.csv": "tag,item_id,score\nsea,1,0.9\nsea,2,0.1\nlonely,1,0.5\nlonely,2,0.5\n",
}
TITLES = """id,title,type,description,release_year,age_certification,runtime,genres,production_countries,seasons,\
imdb_id,imdb_score,imdb_votes,tmdb_popularity,tmdb_score
tm1,Harbour,MOVIE,"Boats come,
and ""go"".",2001,PG-13,91,"['documentation', 'european']","['GB', 'Lebanon']",,tt12345678,7.1,2500.0,3.2,7.0
ts2,Paper Moons,SHOW,,2019,TV-14,24,"['animation', 'scifi']",['JP'],3.0,,,,1.1,
tm3,,MOVIE,,2015,,11,[],[],,tt4444444,,,,
tm4,Unsorted,MOVIE,,2020,12+,80,[],[],,,,,,
"""
CREDITS = (
    "person_id,id,name,character,role\n"
    + "".join(f"{number},tm1,Actor {number},,ACTOR\n" for number in range(8))
    + '99,tm1,Mira Vale,,DIRECTOR\n98,ts2,Kenji Aoki,"Moon, old",ACTOR\n'
)
KAGGLE: Mapping[str, str] = {"titles.csv": TITLES, "credits.csv": CREDITS}


def write_folder(folder: Path, files: Mapping[str, str]) -> Path:
    """The files in a folder."""
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def write_zip(path: Path, files: Mapping[str, str], inside: str = "ml-25m") -> Path:
    """The files in a folder of a zip, compressed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"{inside}/{name}", text)
    return path
